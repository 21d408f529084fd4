/// How much a ``MemoryBus`` takes and holds in memory.
public struct MemoryLimits: Hashable, Sendable {
    /// The largest record, in bytes of its texts and its payload; more is refused as `invalid`.
    public var recordBytes = 1 << 20
    /// The longest identifier, in bytes.
    public var identifierBytes = 512
    /// The longest name of a channel, tag or metadata key, in bytes.
    public var nameBytes = 256
    /// The most tags of one record.
    public var tags = 64
    /// The most metadata entries of one record.
    public var metadataEntries = 64
    /// The most records that one record can be derived from.
    public var sources = 1024
    /// The most records that share one transaction.
    public var batchRecords = 1024
    /// The newest records that a search by likeness can find; a search by words looks at the whole journal.
    public var searchableRecords = 10_000
    /// The most candidates that a search takes from words and from likeness each; it also bounds the matches.
    public var searchCandidates = 1000
    /// The most subscribers at a time.
    public var subscribers = 64
    /// The most records that wait for one subscriber; what comes on top is told as a gap.
    public var subscriptionRecords = 256
    /// What is kept at hand in front of the journal.
    public var volatile = VolatileMemory.Limits()

    /// Takes the defaults.
    public init() {}
}
