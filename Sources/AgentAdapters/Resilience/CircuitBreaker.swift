/// Decides whether a call to an upstream may start, from the outcomes of earlier calls.
///
/// Pure: it has no clock and does no I/O; the caller passes the current instant in. After
/// ``CircuitBreakerLimits/failureLimit`` failures in a row calls are refused for ``CircuitBreakerLimits/openDuration``; then one
/// probe is let through.
public struct CircuitBreaker: Sendable {
    /// What the caller does with a call it is about to start.
    public enum Admission: Sendable, Equatable {
        /// Start it, and report its outcome with the ticket.
        case proceed(Ticket)
        /// Do not start it; nothing changes before `retryAt`.
        case refuse(retryAt: ContinuousClock.Instant)
    }

    /// Ties an outcome to the admission that allowed it, so that a late answer from before a change counts for nothing.
    public struct Ticket: Sendable, Equatable {
        fileprivate let generation: UInt64
    }

    private enum State: Sendable {
        /// Next: open.
        case closed(failuresInARow: Int)
        /// Next: probing.
        case open(until: ContinuousClock.Instant)
        /// One call is on its way; one that never reports is given up at the deadline. Next: closed, open.
        case probing(until: ContinuousClock.Instant)
    }

    private var state = State.closed(failuresInARow: 0)
    /// Grows with every transition; see ``Ticket``.
    private var generation: UInt64 = 0
    private let limits: CircuitBreakerLimits

    /// Starts closed: every call may start.
    public init(limits: CircuitBreakerLimits = CircuitBreakerLimits()) {
        self.limits = limits
    }

    /// Asks for permission to start a call.
    public mutating func admit(at now: ContinuousClock.Instant) -> Admission {
        switch state {
        case .closed:
            return .proceed(Ticket(generation: generation))
        case .open(let until) where now >= until, .probing(let until) where now >= until:
            transition(to: .probing(until: now + limits.probeDuration))
            return .proceed(Ticket(generation: generation))
        case .open(let until), .probing(let until):
            return .refuse(retryAt: until)
        }
    }

    /// Reports how an admitted call ended.
    public mutating func record(isSuccess: Bool, for ticket: Ticket, at now: ContinuousClock.Instant) {
        guard ticket.generation == generation else { return }
        switch state {
        case .closed where isSuccess:
            state = .closed(failuresInARow: 0)
        case .closed(let failures) where failures + 1 < limits.failureLimit:
            state = .closed(failuresInARow: failures + 1)
        case .probing where isSuccess:
            transition(to: .closed(failuresInARow: 0))
        case .closed, .probing:
            transition(to: .open(until: now + limits.openDuration))
        case .open:
            break
        }
    }

    private mutating func transition(to next: State) {
        state = next
        generation += 1
    }
}

/// When a ``CircuitBreaker`` stops calls, and for how long.
public struct CircuitBreakerLimits: Hashable, Sendable {
    /// Failures in a row that open the breaker (at least 1).
    public var failureLimit = 5
    /// Time during which calls are refused.
    public var openDuration: Duration = .seconds(30)
    /// Time after which a probe that never reported is given up.
    public var probeDuration: Duration = .seconds(120)

    /// The default limits.
    public init() {}
}
