/// How a response is sent: what tells its end, and what becomes of the connection.
struct HTTPReplyPlan: Equatable {
    let headers: HTTPHeaders
    let framing: HTTPResponseEncoder.Framing
    let connection: HTTPResponseEncoder.Connection
    /// False for `HEAD`, and for a status that has no content.
    let sendsContent: Bool
    let keepsConnection: Bool

    /// - Parameter isLast: The server wants no further request on the connection.
    init(_ response: HTTPServerResponse, body: HTTPRequestBody, to head: HTTPRequestHead, isLast: Bool) {
        let framing = Self.framing(response.status, body, head)
        sendsContent = head.method != .head && !response.status.forbidsContent
        keepsConnection = !isLast && framing != .untilClose
        self.framing = framing == .untilClose ? .none : framing
        if !keepsConnection {
            connection = .close
        } else {
            connection = head.minorVersion == 0 ? .keepAlive : .unsaid
        }
        var headers = response.headers
        // What the handler says of the connection is in `isLast`.
        if headers.contains("Connection") { headers.remove("Connection") }
        self.headers = headers
    }

    private static func framing(
        _ status: HTTPStatus,
        _ body: HTTPRequestBody,
        _ head: HTTPRequestHead
    ) -> HTTPResponseEncoder.Framing {
        if status.forbidsContent { return .none }
        switch body.content {
        case .empty: return .length(0)
        case .bytes(let bytes): return .length(bytes.count)
        case .stream(let length?, _): return .length(length)
        case .stream(nil, _) where head.method == .head: return .none
        case .stream(nil, _): return head.minorVersion >= 1 ? .chunked : .untilClose
        }
    }
}
