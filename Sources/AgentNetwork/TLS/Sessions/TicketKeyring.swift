internal import Synchronization

/// A server's keys for session tickets; the driver of ``TicketKeySchedule``.
final class TicketKeyring: Sendable {
    private let schedule = Mutex(TicketKeySchedule<TicketKey>())

    /// nil when OpenSSL has no random bytes.
    func keyForSealing(lifetime: Duration) -> TicketKey? {
        schedule.withLock { $0.keyForSealing(now: .now, lifetime: lifetime, makeKey: TicketKey.random) }
    }

    func keyForOpening(named name: [UInt8], lifetime: Duration) -> (key: TicketKey, isCurrent: Bool)? {
        schedule.withLock { schedule in
            schedule.keyForOpening(now: .now, lifetime: lifetime) { $0.name == name }
        }
    }
}
