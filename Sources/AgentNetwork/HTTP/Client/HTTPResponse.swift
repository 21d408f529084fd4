/// A response whose body is still arriving; valid inside ``HTTPClient/withResponse(to:_:)`` only.
public struct HTTPResponse: Sendable {
    /// The URL that answered: the request's, or where redirects have led.
    public let url: HTTPURL
    /// The status code (RFC 9110 section 15).
    public let status: Int
    /// The text after the status code; may be empty and means nothing to programs.
    public let reason: String
    /// The fields of the head.
    public let headers: HTTPHeaders
    /// The content, to be read once.
    public let body: HTTPIncomingBody

    init(head: HTTPResponseHead, url: HTTPURL, body: HTTPIncomingBody) {
        self.url = url
        status = head.status
        reason = head.reason
        headers = head.headers
        self.body = body
    }

    /// How the content is coded, such as `gzip`; nil when it is not.
    ///
    /// The client asks for content as it is (`Accept-Encoding: identity`) and removes no coding: where a server sends one
    /// all the same, ``body`` gives the coded bytes, and it is for the caller to decode or to refuse them.
    public var contentCoding: String? { headers.contentCoding }
}
