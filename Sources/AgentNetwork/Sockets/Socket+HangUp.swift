internal import CAgentSystem
internal import Synchronization

extension Socket {
    /// Calls `action` once, on the loop's thread, when the peer ends its side or the connection breaks while nobody reads.
    ///
    /// A hang-up that came before, or that a reader finds, is not reported.
    func onHangUp(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.hangUpAction = action }
    }

    /// Starts a time in which nobody reads and a hang-up matters; one that a reader was told of together with the bytes
    /// before it is reported now.
    func expectHangUp() {
        typealias Found = (token: EventLoop.SourceToken?, action: (@Sendable () -> Void)?)
        let (token, action) = state.withLock { state -> Found in
            guard state.board.isHungUp else { return (state.token, nil) }
            defer { state.hangUpAction = nil }
            return (nil, state.hangUpAction)
        }
        if let action {
            _ = loop.schedule(at: .now) { _ in action() }
        } else if !loop.reportsHangUps, let token {
            loop.rearm(token, for: .read)
        }
    }

    func noticeHangUp(_ readiness: Readiness, _ state: inout State) -> (@Sendable () -> Void)? {
        guard state.hangUpAction != nil, let descriptor = state.descriptor else { return nil }
        let isHungUp =
            readiness.contains(.hangUp)
            || !loop.reportsHangUps && readiness.contains(.read) && agent_socket_is_at_end(descriptor)
        guard isHungUp else { return nil }
        defer { state.hangUpAction = nil }
        return state.hangUpAction
    }
}
