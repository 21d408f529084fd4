internal import Synchronization

extension Socket {
    /// Waits for readiness, after an attempt that would have blocked.
    ///
    /// - Parameter isShielded: Waits on although the task is cancelled; the limit still counts.
    func waitUntilReady(
        _ direction: Readiness,
        limit: TimeLimit?,
        isShielded: Bool = false
    ) async throws(NetworkError) {
        let wakeUp: WakeUp
        if isShielded {
            wakeUp = await withUnsafeContinuation { suspend($0, direction, limit) }
        } else {
            wakeUp = await withTaskCancellationHandler {
                await withUnsafeContinuation { suspend($0, direction, limit) }
            } onCancel: {
                close(.cancelled.at(endpoint))
            }
        }
        if let error = error(of: wakeUp, direction, limit) { throw error }
    }

    /// Calls `action` once when a call may succeed, the time is over or the socket is closed; on the loop's thread, or on
    /// that of whoever closes.
    ///
    /// For waits that outlive the task that asked for them: cancelling a task does not end them, nor close the socket.
    ///
    /// - Returns: False, and then `action` is not called, when a call is worth trying at once.
    func whenReady(
        _ direction: Readiness,
        limit: TimeLimit?,
        _ action: @escaping ReadyAction
    ) throws(NetworkError) -> Bool {
        let waiter = Waiter.action { [weak self] wakeUp in
            let error = self.map { $0.error(of: wakeUp, direction, limit) } ?? .cancelled
            action(error.map { .failure($0) } ?? .success(()))
        }
        switch park(waiter, direction, limit) {
        case .parked: return true
        case .ready: return false
        case .closed: throw closure
        case .refused: throw ReadinessBoard<Waiter>.secondWaiterError(direction)
        }
    }

    private func error(of wakeUp: WakeUp, _ direction: Readiness, _ limit: TimeLimit?) -> NetworkError? {
        switch wakeUp {
        case .ready: nil
        case .timedOut: limit?.error(endpoint) ?? .closedHere(endpoint)
        case .closed: closure
        case .refused: ReadinessBoard<Waiter>.secondWaiterError(direction)
        }
    }

    func becameReady(_ readiness: Readiness) {
        let (waiters, hangUp) = state.withLock { state in
            let waiters = state.board.signal(readiness)
            return (waiters, waiters.reader == nil ? noticeHangUp(readiness, &state) : nil)
        }
        waiters.reader?.resume(returning: .ready)
        waiters.writer?.resume(returning: .ready)
        hangUp?()
    }

    func loopStopped() {
        close(EventLoop.stoppedError.at(endpoint))
    }

    /// Parks a task, or resumes it at once.
    private func suspend(
        _ continuation: UnsafeContinuation<WakeUp, Never>,
        _ direction: Readiness,
        _ limit: TimeLimit?
    ) {
        switch park(.task(continuation), direction, limit) {
        case .ready: continuation.resume(returning: .ready)
        case .closed: continuation.resume(returning: .closed)
        case .refused: continuation.resume(returning: .refused)
        case .parked: break
        }
    }

    /// Hands a waiter to the board, and has the poller report when it keeps it.
    private func park(
        _ waiter: Waiter,
        _ direction: Readiness,
        _ limit: TimeLimit?
    ) -> ReadinessBoard<Waiter>.Parking {
        let deadline = limit?.deadline()
        callsInARow.store(0, ordering: .relaxed)
        let (parking, token) = state.withLock { state in
            let parking = state.board.park(waiter, for: direction, until: deadline)
            if case .parked = parking { setTimer(&state) }
            return (parking, state.token)
        }
        if case .parked = parking, let token { loop.rearm(token, for: direction) }
        return parking
    }

    /// Makes sure that a timer goes off at the first deadline or before.
    private func setTimer(_ state: inout State) {
        guard let deadline = state.board.nextDeadline else { return }
        if let timer = state.timer {
            guard deadline < timer.deadline else { return }
            loop.cancel(timer.id)
            state.timer = nil
        }
        let id = loop.schedule(at: deadline) { [weak self] outcome in
            // When the loop stops it closes the socket, which answers the waiters.
            if outcome == .fired { self?.timerFired() }
        }
        state.timer = id.map { ($0, deadline) }
    }

    private func timerFired() {
        let late = state.withLock { state in
            state.timer = nil
            let late = state.board.expire(now: .now)
            setTimer(&state)
            return late
        }
        late.reader?.resume(returning: .timedOut)
        late.writer?.resume(returning: .timedOut)
    }
}
