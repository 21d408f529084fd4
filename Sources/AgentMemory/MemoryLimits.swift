/// How much a ``MemoryBus`` takes and holds in memory.
public struct MemoryLimits: Hashable, Sendable {
    /// The largest record, in bytes of its texts; more is refused as `invalid`.
    public var recordBytes = 1 << 20
    /// The newest records that a search can find; older ones stay in the journal.
    public var searchableRecords = 10_000
    /// What is kept at hand in front of the journal.
    public var volatile = VolatileMemory.Limits()

    /// Takes the defaults.
    public init() {}
}
