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
    public var body: HTTPBody
    /// How long to wait for the head of the response, instead of the client's ``HTTPClientOptions/responseHeadTimeout``.
    public var responseHeadTimeout: Duration?
    /// How long the request may take from the call to the end of the response, every redirect and retry included, instead of
    /// the client's ``HTTPClientOptions/totalTimeout``.
    public var totalTimeout: Duration?
    /// What to do with redirects, instead of the client's ``HTTPClientOptions/redirects``.
    public var redirects: HTTPRedirectPolicy?
    /// Whether to ask the server for its consent before the body is sent (`Expect: 100-continue`, RFC 9110 section 10.1.1).
    ///
    /// Worth a round trip for large bodies that may be refused or redirected. A server that says nothing within
    /// ``HTTPClientOptions/continueTimeout`` gets the body all the same; one that answers with a final status does not get
    /// it. Without effect on a request without a body.
    public var expectsContinue = false

    /// Creates a request.
    public init(
        method: HTTPMethod = .get,
        url: HTTPURL,
        headers: HTTPHeaders = HTTPHeaders(),
        body: HTTPBody = .empty,
        responseHeadTimeout: Duration? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.responseHeadTimeout = responseHeadTimeout
    }

    /// There may be content to send.
    var hasBody: Bool {
        switch body.content {
        case .empty: false
        case .bytes(let bytes): !bytes.isEmpty
        case .stream: true
        }
    }

    /// There is a body, and it is held back until the server wants it.
    var awaitsContinue: Bool { expectsContinue && hasBody }
}
