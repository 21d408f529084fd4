public import AgentPrimitives

/// Which records are meant; what is not set does not narrow.
public struct MemoryFilter: Hashable, Sendable {
    /// The channel.
    public var channel: MemoryChannel?
    /// Tags that a record carries all of.
    public var tags: Set<String>
    /// The first instant at which a record was made.
    public var from: Timestamp?
    /// The first instant at which a record was not made any more.
    public var until: Timestamp?

    /// Every record.
    public static let everything = MemoryFilter()

    /// Narrows to what is given.
    public init(
        channel: MemoryChannel? = nil, tags: Set<String> = [], from: Timestamp? = nil, until: Timestamp? = nil
    ) {
        self.channel = channel
        self.tags = tags
        self.from = from
        self.until = until
    }

    /// Whether a record is meant.
    public func matches(_ record: MemoryRecord) -> Bool {
        (channel == nil || channel == record.channel) && tags.isSubset(of: record.tags)
            && (from.map { $0 <= record.time } ?? true) && (until.map { record.time < $0 } ?? true)
    }
}
