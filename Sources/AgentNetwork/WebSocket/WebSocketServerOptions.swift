/// What a server grants to its WebSockets, and demands of them.
public struct WebSocketServerOptions: Sendable {
    /// Subprotocols that the server speaks, best first; the first one that the client offers is chosen.
    public var subprotocols: [String] = []
    /// From which web pages browsers may connect.
    public var origins = WebSocketOriginPolicy.sameHost
    /// What a message may cost.
    public var limits = WebSocketLimits()
    /// How long the peer is waited for.
    public var timeouts = WebSocketTimeouts()

    /// Creates the default options.
    public init() {}
}
