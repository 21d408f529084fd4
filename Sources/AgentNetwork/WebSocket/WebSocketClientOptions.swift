/// Limits and habits of a ``WebSocketClient``.
public struct WebSocketClientOptions: Sendable {
    /// Limit on name resolution, connecting and the TLS handshake together.
    public var connectTimeout: Duration = .seconds(10)
    /// Limit on the wait for the response of the opening handshake.
    public var handshakeTimeout: Duration = .seconds(10)
    /// What a message may cost.
    public var limits = WebSocketLimits()
    /// What the response of the opening handshake may cost.
    public var responseLimits = HTTPMessageLimits()
    /// How long the peer is waited for.
    public var timeouts = WebSocketTimeouts()
    /// What is demanded of TLS peers.
    public var tls = TLSOptions()
    /// The `User-Agent` field of the opening handshake; nil sends none.
    public var userAgent: String? = "agent-runtime"

    /// Creates the default options.
    public init() {}

    var http: HTTPClientOptions {
        var options = HTTPClientOptions()
        options.connectTimeout = connectTimeout
        options.writeTimeout = timeouts.writeTimeout
        options.tls = tls
        return options
    }
}
