/// How a response is sent: what tells its end, and what becomes of the connection.
struct HTTPReplyPlan: Equatable {
    /// What is known of the content beforehand.
    enum Content: Equatable {
        case length(Int)
        case unknown

        init(length: Int?) {
            self = length.map { .length($0) } ?? .unknown
        }
    }

    let headers: HTTPHeaders
    let framing: HTTPResponseEncoder.Framing
    let connection: HTTPResponseEncoder.Connection
    /// False for `HEAD`, and for a status that has no content.
    let sendsContent: Bool
    let keepsConnection: Bool

    /// - Parameter isLast: One of the sides wants no further request on the connection.
    init(_ status: HTTPStatus, _ headers: HTTPHeaders, _ content: Content, to head: HTTPRequestHead, isLast: Bool) {
        framing = Self.framing(status, content, head)
        sendsContent = head.method != .head && !status.forbidsContent
        keepsConnection = !isLast && framing != .untilClose
        if !keepsConnection {
            connection = .close
        } else {
            connection = head.minorVersion == 0 ? .keepAlive : .unsaid
        }
        var headers = headers
        // What the handler says of the connection is in `isLast`.
        if headers.contains("Connection") { headers.remove("Connection") }
        self.headers = headers
    }

    private static func framing(
        _ status: HTTPStatus,
        _ content: Content,
        _ head: HTTPRequestHead
    ) -> HTTPResponseEncoder.Framing {
        if status.forbidsContent { return .none }
        switch content {
        case .length(let length): return .length(length)
        case .unknown where head.method == .head: return .none
        case .unknown: return head.minorVersion >= 1 ? .chunked : .untilClose
        }
    }
}
