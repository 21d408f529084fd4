internal import AgentPrimitives
internal import Synchronization

/// Leads Ctrl-C to the innermost work that wants it; where none does, to the command as a whole.
final class InterruptRelay: Sendable {
    private struct State {
        /// Names of the work that can be cancelled, the innermost last.
        var keys: [Int] = []
        var nextKey = 0
        /// Cancels the whole command.
        var cancelCommand: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let running = CancellationRegistry<Int>()
    /// Called when cancelled work has ended, so that the next Ctrl-C counts as the first again.
    private let rearm: @Sendable () -> Void

    init(rearm: @escaping @Sendable () -> Void = {}) {
        self.rearm = rearm
    }

    /// Sets what is cancelled while no work has asked for it.
    func fallBack(_ cancelCommand: @escaping @Sendable () -> Void) {
        state.withLock { $0.cancelCommand = cancelCommand }
    }

    /// A Ctrl-C came.
    func interrupt() {
        let (key, cancelCommand) = state.withLock { ($0.keys.last, $0.cancelCommand) }
        if let key { running.cancel(key) } else { cancelCommand?() }
    }

    /// Runs work that Ctrl-C cancels, and nothing around it.
    ///
    /// - Throws: what the work throws.
    func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let key = state.withLock { state in
            state.nextKey += 1
            return state.nextKey
        }
        defer { rearm() }
        return try await running.run(key) {
            // The work can be cancelled by its name from here on, not before.
            self.state.withLock { $0.keys.append(key) }
            defer { self.state.withLock { state in state.keys.removeAll { $0 == key } } }
            return try await work()
        }
    }
}
