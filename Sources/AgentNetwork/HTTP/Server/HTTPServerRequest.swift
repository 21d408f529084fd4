/// A request that a server has received; its content may still be arriving.
public struct HTTPServerRequest: Sendable {
    /// What to do.
    public let method: HTTPMethod
    /// Path and query as sent, beginning with `/`; `*` for a request about the whole server.
    public let target: String
    /// Host and port that the client asked for; empty where a client of HTTP/1.0 names none.
    public let authority: String
    /// The fields of the head.
    public var headers: HTTPHeaders
    /// The content, to be read once and while the request is handled.
    public internal(set) var body: HTTPIncomingBody
    /// The other end of the connection.
    public let peer: Endpoint
    /// The connection is encrypted.
    public let isSecure: Bool
    /// The digit after `HTTP/1.`.
    var minorVersion = 1
    /// What stands in the place of the parameters of a route; see ``HTTPRouter``.
    public var parameters = HTTPPathParameters()
    /// The pattern of the route; nil before a router has found one.
    public var route: String?
    /// The name of the client; nil before an authentication has found it, see ``HTTPBearerAuthentication``.
    public var client: String?
    /// The place in a trace; see ``HTTPTracing``.
    public var trace: HTTPTraceContext?
    /// The loop of the connection; nil where there is no connection.
    var loop: EventLoop?

    /// Creates a request, for instance for the test of a handler.
    public init(
        method: HTTPMethod = .get,
        target: String,
        authority: String = "localhost",
        headers: HTTPHeaders = HTTPHeaders(),
        body: HTTPIncomingBody = HTTPIncomingBody([]),
        peer: Endpoint = Endpoint(host: "127.0.0.1", port: 0),
        isSecure: Bool = false
    ) {
        self.method = method
        self.target = target
        self.authority = authority
        self.headers = headers
        self.body = body
        self.peer = peer
        self.isSecure = isSecure
    }

    /// The path as sent, percent-encoding kept.
    public var path: Substring {
        target.prefix { $0 != "?" }
    }

    /// What stands after the first `?`, percent-encoding kept, if anything does.
    public var query: Substring? {
        target.firstIndex(of: "?").map { target[target.index(after: $0)...] }
    }
}
