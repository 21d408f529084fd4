/// A response with all of its content.
public struct HTTPFullResponse: Sendable, Equatable {
    /// The status code (RFC 9110 section 15).
    public let status: Int
    /// The text after the status code.
    public let reason: String
    /// The fields of the head.
    public let headers: HTTPHeaders
    /// The content.
    public let body: [UInt8]

    /// Creates a response, for instance as a fixture.
    public init(status: Int, reason: String = "", headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
    }
}
