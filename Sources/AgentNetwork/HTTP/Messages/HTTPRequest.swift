/// A request for ``HTTPClient``.
///
/// `Host`, `Content-Length`, `Transfer-Encoding` and `Connection` come from the URL, the body and the client. A `Host` or
/// `Connection` field given here wins; a framing field given here is refused, because two opinions on where a message
/// ends are how requests are smuggled.
///
/// ```swift
/// let request = HTTPRequest(
///     method: .post,
///     url: try HTTPURL("https://api.example.com/v1/chat/completions"),
///     headers: ["Content-Type": "application/json"],
///     body: .bytes(json)
/// )
/// ```
public struct HTTPRequest: Sendable {
    /// What to do.
    public var method: HTTPMethod
    /// Where.
    public var url: HTTPURL
    /// Fields to send besides those that the client fills in.
    public var headers: HTTPHeaders
    /// The content.
    public var body: HTTPRequestBody
    /// How long to wait for the head of the response, instead of the client's ``HTTPClientOptions/responseHeadTimeout``.
    public var responseHeadTimeout: Duration?

    /// Creates a request.
    public init(
        method: HTTPMethod = .get,
        url: HTTPURL,
        headers: HTTPHeaders = HTTPHeaders(),
        body: HTTPRequestBody = .empty,
        responseHeadTimeout: Duration? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.responseHeadTimeout = responseHeadTimeout
    }

    /// Sending it twice does no harm, and is possible.
    var isReplayable: Bool {
        if case .stream = body.content { return false }
        return method.isIdempotent
    }
}
