internal import Synchronization

/// A result that is delivered once, from any thread, to one waiting task; the first delivery wins.
final class OneShot<Success: Sendable>: Sendable {
    private enum State {
        /// Next: waiting or resolved.
        case empty
        /// Next: consumed.
        case waiting(CheckedContinuation<Result<Success, NetworkError>, Never>)
        /// Delivered before anyone waited. Next: consumed.
        case resolved(Result<Success, NetworkError>)
        case consumed
    }

    private let state = Mutex(State.empty)

    /// Delivers the result; false when another one was delivered before.
    @discardableResult
    func resolve(_ result: Result<Success, NetworkError>) -> Bool {
        let (isFirst, waiter) = state.withLock {
            state -> (Bool, CheckedContinuation<Result<Success, NetworkError>, Never>?) in
            switch state {
            case .empty:
                state = .resolved(result)
                return (true, nil)
            case .waiting(let continuation):
                state = .consumed
                return (true, continuation)
            case .resolved, .consumed:
                return (false, nil)
            }
        }
        waiter?.resume(returning: result)
        return isFirst
    }

    /// Waits for the result; to be called once.
    ///
    /// Ends early when the task is cancelled or the limit runs out.
    func value(on loop: EventLoop, limit: TimeLimit?) async throws(NetworkError) -> Success {
        let timer = limit.flatMap { limit in
            loop.schedule(at: limit.deadline()) { outcome in
                self.resolve(.failure(outcome == .fired ? limit.error() : EventLoop.stoppedError))
            }
        }
        defer { if let timer { loop.cancel(timer) } }
        return try await value()
    }

    /// Waits for the result without a limit on the time; to be called once.
    ///
    /// Ends early when the task is cancelled.
    func value() async throws(NetworkError) -> Success {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { wait($0) }
        } onCancel: {
            resolve(.failure(.cancelled))
        }
        return try result.get()
    }

    private func wait(_ continuation: CheckedContinuation<Result<Success, NetworkError>, Never>) {
        let result = state.withLock { state -> Result<Success, NetworkError>? in
            switch state {
            case .empty:
                state = .waiting(continuation)
                return nil
            case .resolved(let result):
                state = .consumed
                return result
            case .waiting, .consumed:
                preconditionFailure("a OneShot is waited for once")
            }
        }
        if let result { continuation.resume(returning: result) }
    }
}
