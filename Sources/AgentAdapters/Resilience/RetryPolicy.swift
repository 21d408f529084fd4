public import AgentPrimitives

/// Whether and when a model call that failed is made again.
public struct RetryPolicy: Hashable, Sendable {
    /// Attempts altogether (at least 1); 1 never tries again.
    public var maxAttempts = 3
    /// The wait before the second attempt; it doubles with each further one.
    public var baseDelay: Duration = .milliseconds(500)
    /// The longest wait; an upstream that asks for more is not asked again.
    public var maxDelay: Duration = .seconds(30)
    /// The share of a wait that chance decides, from 0 to 1, so that many callers do not return at once.
    public var jitter = 0.5
    /// Whether to try again after some of the answer was delivered; the caller then gets it from the start once more.
    public var retriesVisibleAnswers = false

    /// The default policy.
    public init() {}

    /// Never tries again.
    public static var never: RetryPolicy {
        var policy = RetryPolicy()
        policy.maxAttempts = 1
        return policy
    }
}

/// Decides after each failed attempt whether there is another.
///
/// Pure: it has no clock; chance comes in as a value.
public struct RetryState: Hashable, Sendable {
    /// What to do after a failure.
    public enum Decision: Hashable, Sendable {
        /// Wait, then try again.
        case retry(after: Duration)
        /// The failure stands.
        case giveUp
    }

    private let policy: RetryPolicy
    /// Attempts that have failed.
    public private(set) var failedAttempts = 0

    /// Starts before the first attempt.
    public init(policy: RetryPolicy) {
        self.policy = policy
    }

    /// Decides after a failed attempt.
    ///
    /// - Parameters:
    ///   - hasDelivered: Whether a visible part of the answer has reached the caller.
    ///   - chance: A random number from 0 up to, not including, 1.
    public mutating func failed(_ error: ModelError, hasDelivered: Bool, chance: Double) -> Decision {
        failedAttempts += 1
        guard failedAttempts < policy.maxAttempts, error.isTransient else { return .giveUp }
        guard !hasDelivered || policy.retriesVisibleAnswers else { return .giveUp }
        if let asked = error.retryAfter {
            // Never earlier than asked; a little later, so that callers do not return together.
            return asked > policy.maxDelay
                ? .giveUp : .retry(after: asked + policy.baseDelay * (policy.jitter * chance))
        }
        let doublings = min(failedAttempts - 1, 30)
        let full = min(policy.baseDelay * (1 << doublings), policy.maxDelay)
        return .retry(after: full * (1 - policy.jitter * chance))
    }
}

extension ModelError {
    /// Whether the same call may succeed later.
    public var isTransient: Bool {
        switch code {
        case .rateLimited, .overloaded, .unreachable, .timedOut, .upstreamFailed, .malformedResponse: true
        default: false
        }
    }
}
