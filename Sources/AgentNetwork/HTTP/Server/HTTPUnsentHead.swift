internal import Synchronization

/// The head of a response that waits for its first content.
final class HTTPUnsentHead: Sendable {
    private enum State {
        /// Next: held or sent.
        case none
        /// Next: sent.
        case held([UInt8])
        case sent
    }

    private let state = Mutex(State.none)

    var isSent: Bool {
        state.withLock { if case .sent = $0 { true } else { false } }
    }

    func hold(_ head: [UInt8]) {
        state.withLock { $0 = .held(head) }
    }

    func markSent() {
        state.withLock { $0 = .sent }
    }

    /// The head, once.
    func take() -> [UInt8]? {
        state.withLock { state in
            guard case .held(let head) = state else { return nil }
            state = .sent
            return head
        }
    }
}
