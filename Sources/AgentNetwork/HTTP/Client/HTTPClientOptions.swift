/// Limits and habits of an ``HTTPClient``.
public struct HTTPClientOptions: Sendable {
    /// Limit on name resolution, connecting and the TLS handshake together.
    public var connectTimeout: Duration = .seconds(10)
    /// Limit on the wait for a proxy to open a tunnel: it connects to the server meanwhile.
    public var tunnelTimeout: Duration = .seconds(30)
    /// Limit on the wait for the head of a response, from the end of the request on.
    ///
    /// Models may think for minutes.
    public var responseHeadTimeout: Duration = .seconds(300)
    /// Limit on the wait for more of a response's body.
    public var readTimeout: Duration = .seconds(60)
    /// Limit on the wait for the peer to take more of a request.
    public var writeTimeout: Duration = .seconds(60)
    /// Limit on the wait for a connection while ``maxConnectionsPerOrigin`` or ``maxConnections`` are in use.
    public var poolTimeout: Duration = .seconds(60)
    /// Limit on the wait for consent to send a body (``HTTPRequest/expectsContinue``); after it the body is sent.
    public var continueTimeout: Duration = .seconds(1)
    /// Limit on a request from the call to the end of the response, every step, redirect and retry included; nil for none.
    ///
    /// It fails whatever the client waits for at that time, with `timedOut` in phase `request`. Code of the caller's that waits
    /// for something else is not interrupted.
    public var totalTimeout: Duration?

    /// Connections to one origin, idle and in use together.
    ///
    /// A proxy that requests are sent to whole counts as one origin.
    public var maxConnectionsPerOrigin = 32
    /// Connections to all origins, idle and in use together; at the limit an idle one makes room for a new one.
    public var maxConnections = 256
    /// Requests to one origin that may wait for a connection.
    public var maxWaitersPerOrigin = 1024
    /// Idle connections to all origins together; a further one is closed instead of kept.
    public var maxIdleConnections = 64
    /// How long an idle connection is kept.
    public var idleTimeout: Duration = .seconds(30)

    /// Whether and how redirects are followed; by default they are not.
    public var redirects = HTTPRedirectPolicy.none
    /// Which proxies lead where; by default what the environment says (`HTTPS_PROXY` and its like) when the options are made.
    public var proxies = HTTPProxySettings.environment

    /// What a response may cost.
    public var limits = HTTPMessageLimits()
    /// What a proxy's answer to the request for a tunnel may cost.
    public var tunnelLimits = HTTPMessageLimits.tunnel
    /// What is demanded of TLS peers, proxies included.
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
