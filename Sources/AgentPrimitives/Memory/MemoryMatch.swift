/// A record that a search found, and how well it fits.
public struct MemoryMatch: Hashable, Sendable {
    /// The record.
    public var record: MemoryRecord
    /// Larger fits better; the scale is the store's own.
    public var score: Double

    /// Pairs a record with its score.
    public init(record: MemoryRecord, score: Double) {
        self.record = record
        self.score = score
    }
}
