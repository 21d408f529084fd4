internal import Synchronization

/// Settles whether a deferred response was started first or its time was over first.
final class DeferredStart: Sendable {
    /// 0 while neither has happened, then 1 for started or 2 for over.
    private let state = Atomic(0)

    /// Ends the time; false when the response was started before.
    func expire() -> Bool {
        settle(2)
    }

    /// A responder that starts nothing once the time is over.
    func guarding(_ responder: HTTPResponder) -> HTTPResponder {
        HTTPResponder { [self] status, headers, length throws(NetworkError) in
            guard settle(1) else {
                throw NetworkError(.timedOut, "expected the response to be started in time; another was sent for it")
            }
            return try responder.start(status: status, headers: headers, length: length)
        }
    }

    private func settle(_ outcome: Int) -> Bool {
        let (exchanged, original) = state.compareExchange(
            expected: 0, desired: outcome, ordering: .acquiringAndReleasing)
        return exchanged || original == outcome
    }
}
