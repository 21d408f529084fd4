/// Limits and habits of a listener.
public struct ListenerOptions: Sendable {
    /// Connections that the system keeps until they are accepted; it may have a lower limit of its own.
    public var backlog = 1024
    /// Connections that are open at once; further ones wait in the backlog.
    public var maxConnections = 65_536
    /// How long to wait before accepting again after the system had no descriptor or no memory for a connection.
    public var acceptPause: Duration = .milliseconds(50)

    /// Creates the default options.
    public init() {}
}
