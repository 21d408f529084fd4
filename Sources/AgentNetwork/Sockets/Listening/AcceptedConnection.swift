internal import CAgentSystem

/// A descriptor that was just accepted and has no owner yet.
struct AcceptedConnection: Sendable {
    let descriptor: Int32
    let peer: SocketAddress
    /// The loop on which it is to live.
    let loop: EventLoop

    /// Closes what nobody took over.
    func discard() {
        agent_close(descriptor)
    }
}
