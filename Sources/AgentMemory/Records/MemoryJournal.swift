public import AgentPrimitives

/// Where memory records are kept for good, in the order in which they were written.
///
/// Safe for concurrent use. A record is durable once ``write(_:)`` has returned.
public protocol MemoryJournal: Sendable {
    /// Keeps a record as the newest; one with the same identifier is replaced.
    func write(_ record: MemoryRecord) async throws(MemoryError)

    /// At most `limit` records, newest first, of one channel or of all, after the newest `skipped` of them.
    func recent(_ limit: Int, in channel: MemoryChannel?, skipping skipped: Int) async throws(MemoryError)
        -> [MemoryRecord]

    /// The records of these identifiers, in the same order; those that are not there are left out.
    func records(_ identifiers: [String]) async throws(MemoryError) -> [MemoryRecord]

    /// Ends the journal; later calls fail as `closed`, a second shutdown does nothing.
    func shutdown() async throws(MemoryError)
}
