/// A response with all of its content.
public struct HTTPFullResponse: Sendable, Equatable {
    /// The URL that answered: the request's, or where redirects have led; nil in a response that was made up.
    public let url: HTTPURL?
    /// The status code (RFC 9110 section 15).
    public let status: Int
    /// The text after the status code.
    public let reason: String
    /// The fields of the head.
    public let headers: HTTPHeaders
    /// The content as the server sent it, content codings included; see ``contentCoding``.
    public let body: [UInt8]

    /// Creates a response, for instance as a fixture.
    public init(
        url: HTTPURL? = nil,
        status: Int,
        reason: String = "",
        headers: HTTPHeaders = HTTPHeaders(),
        body: [UInt8] = []
    ) {
        self.url = url
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
    }

    /// How ``body`` is coded, such as `gzip`; nil when it is not.
    ///
    /// See ``HTTPResponse/contentCoding``.
    public var contentCoding: String? { headers.contentCoding }
}
