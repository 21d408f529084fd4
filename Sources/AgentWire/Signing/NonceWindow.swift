/// Remembers the nonces of recent frames, so that a copy of a frame is found out.
///
/// Pure: it has no clock. The caller passes the current instant in. When it is full it admits nothing, since a forgotten
/// nonce would let a copy through; room comes back as nonces expire.
public struct NonceWindow: Sendable {
    /// What to do with a frame.
    public enum Admission: Hashable, Sendable {
        /// The nonce is new, and remembered now.
        case fresh
        /// The nonce was seen before: drop the frame.
        case replayed
        /// Too many nonces are remembered: drop the frame; the next one expires at `retryAt`.
        case full(retryAt: ContinuousClock.Instant)
    }

    private struct Entry: Hashable {
        let keyID: String
        let nonce: String
    }

    private struct Expiry {
        let instant: ContinuousClock.Instant
        let entry: Entry
    }

    private let limits: Limits
    private var seen: Set<Entry> = []
    /// The same entries by the time at which they expire; all live equally long, so new ones go to the end.
    private var expiries = FIFO<Expiry>()

    /// Starts empty.
    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// The nonces remembered.
    public var count: Int { seen.count }

    /// Decides on a nonce whose frame has a valid signature, and remembers it; senders with different keys may use the same.
    ///
    /// - Parameters:
    ///   - nonce: What the sender made up for this frame.
    ///   - keyID: The sender's key.
    ///   - now: The current instant, never earlier than in the call before.
    public mutating func admit(_ nonce: String, keyID: String, at now: ContinuousClock.Instant) -> Admission {
        forgetExpired(at: now)
        let entry = Entry(keyID: keyID, nonce: nonce)
        if seen.contains(entry) { return .replayed }
        guard seen.count < limits.capacity else {
            return .full(retryAt: expiries.first?.instant ?? now)
        }
        seen.insert(entry)
        expiries.append(Expiry(instant: now + limits.timeToLive, entry: entry))
        return .fresh
    }

    private mutating func forgetExpired(at now: ContinuousClock.Instant) {
        while let oldest = expiries.first, oldest.instant <= now {
            seen.remove(oldest.entry)
            _ = expiries.popFirst()
        }
    }
}

extension NonceWindow {
    /// How much to remember, and for how long.
    public struct Limits: Hashable, Sendable {
        /// How long a nonce is remembered.
        public var timeToLive: Duration = .seconds(60)
        /// The most nonces remembered at once.
        public var capacity = 10_000

        /// The defaults: 60 seconds, 10,000 nonces.
        public init() {}
    }
}
