/// What a compaction did.
public struct CompactionReport: Hashable, Sendable {
    /// The names of the summaries, each with the number of records that it stands for.
    public var summaries: [(name: String, sources: Int)] { entries.map { ($0.name, $0.sources) } }
    /// Records that the policy kept out of summaries.
    public var withheld = 0
    /// Groups that were left, since one of their records changed meanwhile.
    public var skipped = 0

    private struct Entry: Hashable, Sendable {
        let name: String
        let sources: Int
    }

    private var entries: [Entry] = []

    /// Reports nothing yet.
    public init() {}

    mutating func add(_ name: String, sources: Int) {
        entries.append(Entry(name: name, sources: sources))
    }
}
