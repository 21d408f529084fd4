/// Limits and habits of an ``HTTPClient``.
public struct HTTPClientOptions: Sendable {
    /// Limit on name resolution, connecting and the TLS handshake together.
    public var connectTimeout: Duration = .seconds(10)
    /// Limit on the wait for the head of a response, from the end of the request on.
    ///
    /// Models may think for minutes.
    public var responseHeadTimeout: Duration = .seconds(300)
    /// Limit on the wait for more of a response's body.
    public var readTimeout: Duration = .seconds(60)
    /// Limit on the wait for the peer to take more of a request.
    public var writeTimeout: Duration = .seconds(60)
    /// Limit on the wait for a connection while ``maxConnectionsPerOrigin`` are in use.
    public var poolTimeout: Duration = .seconds(60)

    /// Connections to one origin, idle and in use together.
    public var maxConnectionsPerOrigin = 32
    /// Requests to one origin that may wait for a connection.
    public var maxWaitersPerOrigin = 1024
    /// Idle connections to all origins together; a further one is closed instead of kept.
    public var maxIdleConnections = 64
    /// How long an idle connection is kept.
    public var idleTimeout: Duration = .seconds(30)

    /// What a response may cost.
    public var limits = HTTPMessageLimits()
    /// What is demanded of TLS peers.
    public var tls = TLSOptions()
    /// The `User-Agent` field of requests that have none; nil sends none.
    public var userAgent: String? = "agent-runtime"

    /// Creates the default options.
    public init() {}

    var tcp: TCPOptions {
        var options = TCPOptions()
        options.connectTimeout = connectTimeout
        options.readTimeout = readTimeout
        options.writeTimeout = writeTimeout
        return options
    }
}
