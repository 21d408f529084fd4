/// How long a WebSocket waits for its peer.
public struct WebSocketTimeouts: Sendable {
    /// After how long without a sign of life from the peer it is sent a Ping; nil sends none.
    public var pingInterval: Duration? = .seconds(20)
    /// After how long without a sign of life the connection is given up; nil waits for ever.
    ///
    /// Counts while a task waits in `receive` and nothing is being sent: then the answer to a Ping would be seen, and one is
    /// sent before. Should be a few times ``pingInterval``.
    public var idleTimeout: Duration? = .seconds(60)
    /// Limit on the wait for the peer to take bytes.
    public var writeTimeout: Duration = .seconds(60)
    /// Limit on the closing handshake and the end of the stream together.
    public var closeTimeout: Duration = .seconds(5)

    /// Creates the default limits.
    public init() {}
}
