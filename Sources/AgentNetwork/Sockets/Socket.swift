internal import CAgentSystem
internal import Synchronization

/// A nonblocking descriptor on an event loop.
///
/// Every system call is made under the lock: it never blocks, and so nobody can close the descriptor, and the system give
/// its number to someone else, while a call uses it. Waiting happens outside. Any thread may call.
final class Socket: ReadinessSource {
    /// What one nonblocking call came to.
    enum Attempt<Value> {
        case done(Value)
        case wouldBlock
        case failed(errno: Int32)
    }

    private typealias Waiter = CheckedContinuation<Result<Void, NetworkError>, Never>

    private struct State {
        /// nil once closed.
        var descriptor: Int32?
        /// The loop's name for this socket; nil until registered.
        var token: UInt64?
        var board = ReadinessBoard<Waiter>()
        /// Calls since a task last waited or made way; see `checkpoint`.
        var callsInARow = 0
    }

    /// With a fast peer nothing ever blocks; after this many calls a task makes way for others on its thread.
    private static let maxCallsInARow = 64

    let loop: EventLoop
    /// Who is at the other end, for error messages.
    let endpoint: Endpoint
    private let state: Mutex<State>

    /// Takes the descriptor over; it is closed with the socket, also when this throws.
    init(owning descriptor: Int32, endpoint: Endpoint, loop: EventLoop) throws(NetworkError) {
        self.loop = loop
        self.endpoint = endpoint
        state = Mutex(State(descriptor: descriptor))
        let token = try loop.register(self, descriptor: descriptor)
        state.withLock { $0.token = token }
    }

    deinit {
        // The way out for connections that were dropped without `close`.
        close(Self.closedError(endpoint))
    }

    /// Repeats a nonblocking call until it does not block, waiting for readiness in between.
    ///
    /// Cancelling the task closes the socket at once, whoever else uses it.
    func perform<Value>(
        _ direction: Readiness,
        limit: TimeLimit?,
        doing action: String,
        _ call: (Int32) -> Attempt<Value>
    ) async throws(NetworkError) -> Value {
        try await checkpoint()
        while true {
            if let value = try attempt(direction, doing: action, call) { return value }
            try await waitUntilReady(direction, limit: limit)
        }
    }

    /// Between two calls of a task: notices that it was cancelled, and lets others run when it has not waited for long.
    func checkpoint() async throws(NetworkError) {
        if Task.isCancelled {
            close(.cancelled.at(endpoint))
            throw .cancelled.at(endpoint)
        }
        let makesWay = state.withLock { state in
            guard state.callsInARow >= Self.maxCallsInARow else { return false }
            state.callsInARow = 0
            return true
        }
        if makesWay { await Task.yield() }
    }

    /// Makes a nonblocking call once; nil when it would block.
    func attempt<Value>(
        _ direction: Readiness,
        doing action: String,
        _ call: (Int32) -> Attempt<Value>
    ) throws(NetworkError) -> Value? {
        let outcome = state.withLock { state -> Result<Attempt<Value>, NetworkError> in
            guard let descriptor = state.descriptor else {
                return .failure(state.board.closure ?? Self.closedError(endpoint))
            }
            state.board.willTry(direction)
            state.callsInARow += 1
            return .success(call(descriptor))
        }
        switch try outcome.get() {
        case .done(let value): return value
        case .wouldBlock: return nil
        case .failed(let errno): throw NetworkError(errno: errno, doing: action, endpoint: endpoint)
        }
    }

    /// Closes the descriptor at once and fails whoever waits with `reason`; later calls have no effect.
    func close(_ reason: NetworkError) {
        let waiters = state.withLock { state in
            if let descriptor = state.descriptor {
                state.descriptor = nil
                if let token = state.token { loop.deregister(token, descriptor: descriptor) }
                agent_close(descriptor)
            }
            return state.board.close(reason)
        }
        waiters.reader?.resume(returning: .failure(reason))
        waiters.writer?.resume(returning: .failure(reason))
    }

    func becameReady(_ readiness: Readiness) {
        let waiters = state.withLock { $0.board.signal(readiness) }
        waiters.reader?.resume(returning: .success(()))
        waiters.writer?.resume(returning: .success(()))
    }

    func loopStopped() {
        close(EventLoop.stoppedError.at(endpoint))
    }

    /// Waits for readiness, after an attempt that would have blocked.
    func waitUntilReady(_ direction: Readiness, limit: TimeLimit?) async throws(NetworkError) {
        var timer: EventLoop.TimerID?
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                timer = park(waiter, direction, limit: limit)
            }
        } onCancel: {
            close(.cancelled.at(endpoint))
        }
        if let timer { loop.cancel(timer) }
        try result.get()
    }

    /// Hands a waiter to the board, or resumes it at once; returns the timer that was set for it.
    private func park(_ waiter: Waiter, _ direction: Readiness, limit: TimeLimit?) -> EventLoop.TimerID? {
        let (parking, token) = state.withLock { state in
            state.callsInARow = 0
            return (state.board.park(waiter, for: direction), state.token)
        }
        switch parking {
        case .ready(let waiter):
            waiter.resume(returning: .success(()))
        case .refused(let waiter, let error):
            waiter.resume(returning: .failure(error))
        case .parked(let ticket):
            if let token { loop.rearm(token, for: direction) }
            guard let limit else { return nil }
            return loop.schedule(at: limit.deadline()) { [weak self] outcome in
                // When the loop stops it closes the socket, which answers the waiter.
                guard outcome == .fired, let self else { return }
                let waiter = state.withLock { $0.board.withdraw(ticket) }
                waiter?.resume(returning: .failure(limit.error(endpoint)))
            }
        }
        return nil
    }

    private static func closedError(_ endpoint: Endpoint) -> NetworkError {
        NetworkError(.connectionClosed, "the connection to \(endpoint) was closed at this end", endpoint: endpoint)
    }
}
