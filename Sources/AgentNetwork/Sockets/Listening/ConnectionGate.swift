internal import Synchronization

/// Counts the connections of a listener and makes accepting wait while there are too many.
final class ConnectionGate: Sendable {
    private struct State {
        var statistics = ListenerStatistics()
        var waiters: [OneShot<Void>] = []
    }

    private let maxConnections: Int
    private let state = Mutex(State())

    init(maxConnections: Int) {
        precondition(maxConnections > 0, "a listener has room for at least one connection")
        self.maxConnections = maxConnections
    }

    var statistics: ListenerStatistics { state.withLock { $0.statistics } }

    /// Takes a place, waiting while there is none.
    func enter(on loop: EventLoop) async throws(NetworkError) {
        while true {
            let turn = state.withLock { state -> OneShot<Void>? in
                guard state.statistics.active >= maxConnections else {
                    state.statistics.active += 1
                    return nil
                }
                state.statistics.fullWaits += 1
                let turn = OneShot<Void>()
                state.waiters.append(turn)
                return turn
            }
            guard let turn else { return }
            try await turn.value(on: loop, limit: nil)
        }
    }

    /// Gives a place back.
    func leave() {
        let waiters = state.withLock { state in
            state.statistics.active -= 1
            defer { state.waiters = [] }
            return state.waiters
        }
        // All of them: one that was cancelled meanwhile would keep the news to itself.
        for waiter in waiters { waiter.resolve(.success(())) }
    }

    func noteAccepted() {
        state.withLock { $0.statistics.accepted += 1 }
    }

    func noteFailure() {
        state.withLock { $0.statistics.acceptFailures += 1 }
    }
}
