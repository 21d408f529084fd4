/// How a Unix socket is connected and how long its steps may take.
public struct UnixOptions: Sendable {
    /// Limit on the wait for a place in the listener's queue.
    public var connectTimeout: Duration = .seconds(10)
    /// Limit on the wait for the next bytes; nil waits for ever.
    public var readTimeout: Duration? = .seconds(60)
    /// Limit on the wait for the peer to take bytes; nil waits for ever.
    public var writeTimeout: Duration? = .seconds(60)

    /// Creates the default options.
    public init() {}
}
