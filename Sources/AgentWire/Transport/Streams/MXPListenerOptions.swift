public import AgentNetwork

/// Limits of an ``MXPListener``.
public struct MXPListenerOptions: Sendable {
    /// Limits on accepting, among them the number of open connections.
    public var accepting = ListenerOptions()
    /// The rights on the file of a Unix socket.
    public var unixMode: UInt16 = 0o600
    /// Limits of each connection.
    public var transport = StreamTransportOptions()

    /// Creates the default options.
    public init() {}
}
