/// Where the body of a response ends (RFC 9112 section 6.3).
enum HTTPBodyFraming: Equatable {
    case none
    case length(Int)
    case chunked
    case untilClose

    /// - Parameter requestMethod: A response to `HEAD` has no body whatever its fields say.
    init(of head: HTTPResponseHead, requestMethod: HTTPMethod) throws(NetworkError) {
        let length = try Self.contentLength(head.headers)
        let isChunked = try Self.isChunked(head)
        guard length == nil || !isChunked else {
            throw NetworkError(
                .invalidResponse,
                "expected Content-Length or Transfer-Encoding, found both; such a response is used to smuggle another"
            )
        }
        if requestMethod == .head || head.status < 200 || head.status == 204 || head.status == 304 {
            self = .none
        } else if isChunked {
            self = .chunked
        } else if let length {
            self = .length(length)
        } else {
            self = .untilClose
        }
    }

    /// The agreed value; the same number more than once is allowed (RFC 9110 section 8.6), different ones are not.
    private static func contentLength(_ headers: HTTPHeaders) throws(NetworkError) -> Int? {
        guard let first = headers["Content-Length"] else { return nil }
        // The usual case: one line with one number.
        if let length = ASCII.decimal(first.utf8), headers.hasOne("Content-Length") { return length }
        let elements = headers.listElements(of: "Content-Length")
        let lengths = Set(elements.map { ASCII.decimal($0) })
        guard lengths.count == 1, let only = lengths.first, let length = only else {
            throw NetworkError(
                .invalidResponse, "expected one Content-Length of digits only, found another value or several")
        }
        return length
    }

    private static func isChunked(_ head: HTTPResponseHead) throws(NetworkError) -> Bool {
        guard head.headers.contains("Transfer-Encoding") else { return false }
        let codings = head.headers.listElements(of: "Transfer-Encoding")
        guard head.minorVersion >= 1, codings.count == 1, codings[0].equalsIgnoringASCIICase("chunked") else {
            throw NetworkError(
                .invalidResponse,
                "expected Transfer-Encoding to be chunked once, in HTTP/1.1; no other coding was asked for"
            )
        }
        return true
    }
}
