/// Limits and habits of an ``HTTPServer``.
public struct HTTPServerOptions: Sendable {
    /// Limit on the time from the first byte of a request, or from the opening of a connection, to the end of its head.
    public var headTimeout: Duration = .seconds(15)
    /// Limit on the wait for more of a request's content.
    public var bodyTimeout: Duration = .seconds(60)
    /// Limit on the wait for the client to take more of a response.
    public var writeTimeout: Duration = .seconds(60)
    /// How long a connection is kept without a request.
    public var keepAliveTimeout: Duration = .seconds(75)
    /// Limit on the TLS handshake.
    public var handshakeTimeout: Duration = .seconds(15)
    /// How long connections may go on after a graceful shutdown has begun, before they are closed all the same.
    public var drainTimeout: Duration = .seconds(30)
    /// How long the end of a refused request is awaited, so that the client gets to read why it was refused.
    public var lingerTimeout: Duration = .seconds(2)

    /// Content that a handler has left unread is read and dropped up to this size to keep the connection; beyond it the
    /// connection is closed.
    public var maxDrainBytes = 256 * 1024
    /// Requests on one connection; nil for no limit.
    public var maxRequestsPerConnection: Int?
    /// What a request may cost.
    public var limits = HTTPMessageLimits()
    /// Limits on accepting connections.
    public var listener = ListenerOptions()
    /// Whether small writes leave at once (TCP_NODELAY).
    public var noDelay = true
    /// The `Server` field of responses that have none; nil sends none.
    public var serverName: String?

    /// Creates the default options.
    public init() {}
}
