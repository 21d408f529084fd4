/// Which key seals tickets, and which still open them: a key seals for one lifetime and opens for one more.
///
/// Whoever steals a key can read the TLS 1.2 connections that it resumed, so none lives as long as the server.
struct TicketKeySchedule<Key> {
    private var current: (key: Key, since: ContinuousClock.Instant)?
    private var previous: (key: Key, until: ContinuousClock.Instant)?

    /// The key to seal with; makes a new one when there is none or its time is over.
    mutating func keyForSealing(
        now: ContinuousClock.Instant,
        lifetime: Duration,
        makeKey: () -> Key?
    ) -> Key? {
        rotate(now: now, lifetime: lifetime)
        if let current { return current.key }
        guard let key = makeKey() else { return nil }
        current = (key, now)
        return key
    }

    /// The key that fits, and whether tickets are still sealed with it.
    mutating func keyForOpening(
        now: ContinuousClock.Instant,
        lifetime: Duration,
        where fits: (Key) -> Bool
    ) -> (key: Key, isCurrent: Bool)? {
        rotate(now: now, lifetime: lifetime)
        if let current, fits(current.key) { return (current.key, true) }
        if let previous, fits(previous.key) { return (previous.key, false) }
        return nil
    }

    private mutating func rotate(now: ContinuousClock.Instant, lifetime: Duration) {
        if let previous, previous.until <= now { self.previous = nil }
        guard let current, current.since + lifetime <= now else { return }
        let end = current.since + lifetime + lifetime
        previous = end > now ? (current.key, end) : nil
        self.current = nil
    }
}
