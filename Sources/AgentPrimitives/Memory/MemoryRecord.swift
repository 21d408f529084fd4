/// One thing that an agent remembers.
public struct MemoryRecord: Hashable, Sendable {
    /// The record's name; unique in its store.
    public var id: String
    /// When it was made.
    public var time: Timestamp
    /// Where it came from.
    public var channel: MemoryChannel
    /// What it says.
    public var text: String
    /// Labels to filter by.
    public var tags: Set<String>
    /// Further facts.
    public var metadata: [String: String]

    /// Makes a record.
    public init(
        id: String, time: Timestamp, channel: MemoryChannel, text: String, tags: Set<String> = [],
        metadata: [String: String] = [:]
    ) {
        self.id = id
        self.time = time
        self.channel = channel
        self.text = text
        self.tags = tags
        self.metadata = metadata
    }
}
