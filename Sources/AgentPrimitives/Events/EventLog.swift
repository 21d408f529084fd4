/// An append-only, hash-chained record of sessions.
///
/// A log is safe for concurrent use. What an append acknowledged stays: it survives a crash of the process.
public protocol EventLog: Sendable {
    /// Appends events behind `expected`, all or none, and returns the new head.
    ///
    /// - Throws: ``EventLogError`` with code `conflict` when the log's head is not at `expected`; `storage`, `full` or
    ///   `corrupt` when the store fails.
    func append(
        _ drafts: [EventDraft], to session: SessionID, expecting expected: UInt64
    ) async throws(EventLogError) -> EventHead

    /// At most `limit` events from `sequence` on, in order; empty beyond the end and for an unknown session.
    func read(
        _ session: SessionID, from sequence: UInt64, limit: Int
    ) async throws(EventLogError) -> [Event]

    /// How far a session's log reaches; ``EventHead/empty`` for an unknown session.
    func head(of session: SessionID) async throws(EventLogError) -> EventHead

    /// The recorded sessions, the most recently written first.
    func sessions(limit: Int) async throws(EventLogError) -> [SessionSummary]

    /// Keeps bytes under their SHA-256 digest; keeping the same bytes twice costs nothing.
    func store(blob bytes: [UInt8]) async throws(EventLogError) -> SHA256Digest

    /// The bytes of a digest; `nil` when there are none.
    ///
    /// - Throws: ``EventLogError`` with code `corrupt` when the bytes do not match their digest.
    func blob(_ digest: SHA256Digest) async throws(EventLogError) -> [UInt8]?

    /// Keeps a session's folded state; an older one of the same session and format may be forgotten.
    ///
    /// - Throws: ``EventLogError``: `invalid` when the snapshot's head is no event of the log, or as ``append(_:to:expecting:)``.
    func save(_ snapshot: SessionSnapshot) async throws(EventLogError)

    /// The latest kept state of that format at or before event `last`; `nil` when there is none that fits the log.
    func snapshot(
        of session: SessionID, format: String, through last: UInt64
    ) async throws(EventLogError) -> SessionSnapshot?
}

extension EventLog {
    /// Keeps nothing: snapshots save time, and a log without them is whole.
    public func save(_ snapshot: SessionSnapshot) async throws(EventLogError) {}

    /// None is kept.
    public func snapshot(
        of session: SessionID, format: String, through last: UInt64
    ) async throws(EventLogError) -> SessionSnapshot? {
        nil
    }
}
