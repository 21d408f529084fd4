public import AgentNetwork

/// An MXP message of a ``UDPFrameListener``, with the address at the other end.
public struct MXPDatagram: Hashable, Sendable {
    /// The message.
    public var message: MXPMessage
    /// Who sent it, or whom it is for.
    public var peer: SocketAddress

    /// Addresses a message.
    public init(message: MXPMessage, peer: SocketAddress) {
        self.message = message
        self.peer = peer
    }
}
