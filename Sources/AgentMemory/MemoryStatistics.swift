/// What a ``MemoryBus`` holds, counted.
public struct MemoryStatistics: Hashable, Sendable {
    /// What its journal keeps.
    public var journal: JournalStatistics
    /// Records at hand in front of the journal.
    public var atHand: Int
    /// Their size in bytes.
    public var atHandBytes: Int
    /// Records that a search by likeness looks at.
    public var searchable: Int
    /// Subscribers at present.
    public var subscribers: Int
    /// Records that subscribers were too slow for, since the bus was opened.
    public var missed: Int

    /// States the counts.
    public init(
        journal: JournalStatistics, atHand: Int, atHandBytes: Int, searchable: Int, subscribers: Int, missed: Int
    ) {
        self.journal = journal
        self.atHand = atHand
        self.atHandBytes = atHandBytes
        self.searchable = searchable
        self.subscribers = subscribers
        self.missed = missed
    }
}
