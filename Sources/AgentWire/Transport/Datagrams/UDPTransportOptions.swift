public import AgentNetwork

/// Limits of a transport over UDP.
public struct UDPTransportOptions: Sendable {
    /// What messages are accepted, in both directions.
    public var codec = MXPCodec.Options()
    /// Sizes and habits of the socket.
    public var socket = UDPOptions()

    /// Creates the default options.
    public init() {}
}
