public import AgentPrimitives

/// What a journal keeps, counted.
public struct JournalStatistics: Hashable, Sendable {
    /// The number of records, those behind a summary included.
    public var records = 0
    /// The size of their texts, in bytes of UTF-8.
    public var textBytes = 0
    /// The number of records of each channel, by the channel's name.
    public var channels: [String: Int] = [:]
    /// Records that a summary stands for.
    public var summarized = 0
    /// Records that expire at some time.
    public var expiring = 0
    /// Records that are not to be trusted.
    public var tainted = 0
    /// When the record was made that was made first.
    public var earliest: Timestamp?
    /// When the record was made that was made last.
    public var latest: Timestamp?
    /// The last place; 0 when nothing was written yet.
    public var lastSequence: UInt64 = 0
    /// The size of the journal's file, in bytes; 0 where there is none.
    public var fileBytes = 0

    /// Counts nothing yet.
    public init() {}
}
