/// A record that has words of a text.
public struct MemoryTextMatch: Hashable, Sendable {
    /// The record and its place.
    public var entry: MemoryEntry
    /// How well it fits: BM25, larger fits better.
    public var score: Double
    /// The part of its text with most of the words, for people.
    public var snippet: String

    /// States a match.
    public init(entry: MemoryEntry, score: Double, snippet: String) {
        self.entry = entry
        self.score = score
        self.snippet = snippet
    }
}
