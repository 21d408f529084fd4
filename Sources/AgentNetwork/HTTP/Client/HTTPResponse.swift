/// A response whose body is still arriving; valid inside ``HTTPClient/withResponse(to:_:)`` only.
public struct HTTPResponse: Sendable {
    /// The status code (RFC 9110 section 15).
    public let status: Int
    /// The text after the status code; may be empty and means nothing to programs.
    public let reason: String
    /// The fields of the head.
    public let headers: HTTPHeaders
    /// The content, to be read once.
    public let body: HTTPResponseBody

    init(head: HTTPResponseHead, body: HTTPResponseBody) {
        status = head.status
        reason = head.reason
        headers = head.headers
        self.body = body
    }
}
