internal import Synchronization

extension WebSocket {
    /// Makes sure that the timer goes off at the next deadline or before.
    ///
    /// To be called when a deadline comes nearer, as by closing; one that moves away is noticed when the timer fires.
    func setTimer() {
        while let deadline = state.withLock({ $0.session.lifecycle.nextDeadline }) {
            // Outside the lock: a loop that has stopped answers at once.
            let timer = loop.schedule(at: deadline) { [weak self] outcome in
                // A loop that stops closes the stream, and that is told to everybody who waits.
                if outcome == .fired { self?.timerFired() }
            }
            let (old, next) = state.withLock { state in
                defer { state.timer = timer }
                return (state.timer, state.session.lifecycle.nextDeadline)
            }
            if let old { loop.cancel(old) }
            // Another task may have begun to close meanwhile.
            guard let next, next < deadline else { return }
        }
    }

    private func timerFired() {
        let (action, bytes) = state.withLock { $0.session.tick(at: .now) }
        if let bytes { writeNow(bytes) }
        if case .abort(let error, _) = action {
            abort(error.at(endpoint))
        } else {
            setTimer()
        }
    }
}
