public import AgentPrimitives

/// Where memory records are kept for good, in the order in which they were written.
///
/// Safe for concurrent use. Every record has a sequence number; numbers grow with the order of writing, are never given
/// twice, and have gaps where a record was replaced or erased. A change is durable once its call has returned.
///
/// A record is judged by the journal's clock when somebody looks: from its expiry on no call returns it, and once seen to
/// be expired it is deleted, so that a clock that is set back later does not bring it back.
public protocol MemoryJournal: Sendable {
    /// Keeps records as the newest, all or none; one with the same identifier is replaced.
    ///
    /// A summary that stood for a replaced record goes with it, and what else it stood for is listed again.
    func write(_ records: [MemoryRecord]) async throws(MemoryError) -> JournalReceipt

    /// The records that a query means, in its order.
    func entries(_ query: MemoryQuery) async throws(MemoryError) -> [MemoryEntry]

    /// The records of these identifiers, in the same order, also those behind a summary; absent ones are left out.
    func entries(named identifiers: [String]) async throws(MemoryError) -> [MemoryEntry]

    /// The names of the records that have words of a text, best first; empty for a text without words.
    func ranking(
        of text: String, limit: Int, filter: MemoryFilter
    ) async throws(MemoryError) -> [String]

    /// The names of the selected records, those behind a summary included.
    func identifiers(_ selection: MemorySelection) async throws(MemoryError) -> [String]

    /// Erases records for good, with every summary that was made of one of them.
    func erase(_ identifiers: [String]) async throws(MemoryError) -> JournalChanges

    /// Deletes what is expired, and tells of all that went for this reason since the last call.
    func expire() async throws(MemoryError) -> JournalChanges

    /// Keeps a summary as the newest record, and takes its sources out of lists and searches.
    ///
    /// - Throws: ``MemoryError``: `conflict`, and nothing is changed, when a source is gone, has changed or is behind a summary
    ///   already.
    func summarize(_ sources: [MemorySource], as summary: MemoryRecord) async throws(MemoryError) -> JournalReceipt

    /// The number that is kept under a name, such as the place that an index has reached.
    func mark(_ name: String) async throws(MemoryError) -> UInt64?

    /// Keeps a number under a name.
    func setMark(_ name: String, to value: UInt64) async throws(MemoryError)

    /// What is kept, counted.
    func statistics() async throws(MemoryError) -> JournalStatistics

    /// Ends the journal; later calls fail as `closed`, a second shutdown does nothing.
    func shutdown() async throws(MemoryError)
}

extension MemoryJournal {
    /// The newest records that a filter means, the oldest of them first.
    public func tail(
        _ limit: Int, matching filter: MemoryFilter = .everything
    ) async throws(MemoryError) -> [MemoryEntry] {
        try await entries(MemoryQuery(filter, order: .newestFirst, limit: limit)).reversed()
    }

    /// Records that a filter means, in the order of writing, from behind a sequence number on.
    public func range(
        after sequence: UInt64 = 0, limit: Int, matching filter: MemoryFilter = .everything
    ) async throws(MemoryError) -> [MemoryEntry] {
        try await entries(MemoryQuery(filter, after: sequence, order: .oldestFirst, limit: limit))
    }
}
