/// What a ``MemoryCompactor`` summarises, and how.
public struct CompactionOptions: Hashable, Sendable {
    /// Which tags a summary gets.
    public enum Labels: Hashable, Sendable {
        /// The tags of any source: a rule about a tag holds for the summary too. The default.
        case union
        /// The tags that all sources carry.
        case intersection
    }

    /// Which records are looked at.
    public var filter = MemoryFilter.everything
    /// The newest records of each channel, which stay as they are.
    public var keptRecords = 100
    /// Records that one summary stands for, at most.
    public var groupRecords = 20
    /// Fewer records are not worth a summary.
    public var smallestGroup = 2
    /// The longest summary, in bytes of UTF-8.
    public var summaryBytes = 2048
    /// Records that one compaction looks at, at most.
    public var recordLimit = 10_000
    /// Which tags a summary gets.
    public var labels = Labels.union

    /// Takes the defaults.
    public init() {}
}
