internal import Synchronization

extension Socket {
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
            if let value = try attempt(direction, doing: action, onlyIfWorthIt: direction == .read, call) {
                return value
            }
            try await waitUntilReady(direction, limit: limit)
        }
    }

    /// Between two calls of a task: notices that it was cancelled, and lets others run when it has not waited for long.
    func checkpoint() async throws(NetworkError) {
        if Task.isCancelled {
            close(.cancelled.at(endpoint))
            throw .cancelled.at(endpoint)
        }
        await makeWay()
    }

    /// Lets others run when the task has not waited for long.
    func makeWay() async {
        guard callsInARow.load(ordering: .relaxed) >= Self.maxCallsInARow else { return }
        callsInARow.store(0, ordering: .relaxed)
        await Task.yield()
    }

    /// Makes a nonblocking call once; nil when it would block.
    ///
    /// - Parameter onlyIfWorthIt: Answers nil without a call when nothing was reported since the last one.
    func attempt<Value>(
        _ direction: Readiness,
        doing action: String,
        onlyIfWorthIt: Bool = false,
        _ call: (Int32) -> Attempt<Value>
    ) throws(NetworkError) -> Value? {
        let outcome = state.withLock { state -> Result<Attempt<Value>, NetworkError> in
            guard let descriptor = state.descriptor else {
                return .failure(state.board.closure ?? .closedHere(endpoint))
            }
            if onlyIfWorthIt, !state.board.isWorthTrying(direction) { return .success(.wouldBlock) }
            state.board.willTry(direction)
            callsInARow.wrappingAdd(1, ordering: .relaxed)
            let attempt = call(descriptor)
            switch attempt {
            case .done(_, mayGoOn: true), .failed: state.board.leftSome(direction)
            case .done, .wouldBlock: break
            }
            return .success(attempt)
        }
        switch try outcome.get() {
        case .done(let value, _): return value
        case .wouldBlock: return nil
        case .failed(let errno): throw NetworkError(errno: errno, doing: action, endpoint: endpoint)
        }
    }
}
