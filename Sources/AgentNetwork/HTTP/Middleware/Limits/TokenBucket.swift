/// A token bucket: lets a burst pass, and then as many requests as are refilled.
///
/// Pure: the caller tells the time. The whole state is the moment at which the bucket will be full again, so there is no
/// counter to refill and no rounding.
struct TokenBucket: Sendable {
    enum Admission: Equatable {
        case proceed
        /// The next token is there after this time.
        case refuse(retryAfter: Duration)
    }

    private(set) var fullAt: MonotonicTime

    /// A full bucket.
    init(at now: MonotonicTime) {
        fullAt = now
    }

    /// Takes a token.
    ///
    /// - Parameters:
    ///   - interval: The time in which one token is refilled.
    ///   - capacity: How many tokens there are at most.
    mutating func take(
        at now: MonotonicTime, interval: Duration, capacity: Int
    ) -> Admission {
        let after = max(fullAt, now) + interval
        let excess = now.duration(to: after) - interval * capacity
        guard excess <= .zero else { return .refuse(retryAfter: excess) }
        fullAt = after
        return .proceed
    }
}
