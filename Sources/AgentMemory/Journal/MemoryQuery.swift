/// A page of a journal.
public struct MemoryQuery: Hashable, Sendable {
    /// In which order records come.
    public enum Order: Hashable, Sendable {
        /// As they were written.
        case oldestFirst
        /// The last written first.
        case newestFirst
    }

    /// Which records are meant.
    public var filter: MemoryFilter
    /// Only records behind this place.
    public var after: UInt64?
    /// Only records before this place.
    public var before: UInt64?
    /// In which order they come.
    public var order: Order
    /// How many at most; none for 0 and less.
    public var limit: Int
    /// Whether records come too that a summary stands for.
    public var includesSummarized: Bool

    /// Describes a page.
    public init(
        _ filter: MemoryFilter = .everything, after: UInt64? = nil, before: UInt64? = nil,
        order: Order = .oldestFirst, limit: Int, includesSummarized: Bool = false
    ) {
        self.filter = filter
        self.after = after
        self.before = before
        self.order = order
        self.limit = limit
        self.includesSummarized = includesSummarized
    }
}
