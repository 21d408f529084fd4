internal import AgentPrimitives

/// What waits for one subscriber, within a bound; what does not fit becomes one gap in its place.
///
/// Pure: the subscriber that waits is the driver's, ``SubscriptionHub``. The order is kept: records, then the gap, then the
/// records that came after room was made again.
struct SubscriptionBuffer: Sendable {
    /// What a subscriber that asks is told.
    enum Poll: Equatable {
        case update(MemoryUpdate)
        /// There is nothing yet: wait.
        case empty
        /// There will be nothing any more.
        case end
    }

    let filter: MemoryFilter
    private let capacity: Int
    private var updates: [MemoryUpdate] = []
    /// Everything before it was told.
    private var start = 0
    private var missed = 0
    /// The place of the last record that was put in.
    private var last: UInt64
    private var isClosed = false

    init(filter: MemoryFilter, capacity: Int, after sequence: UInt64) {
        self.filter = filter
        self.capacity = max(capacity, 1)
        last = sequence
    }

    private var count: Int { updates.count - start }

    /// Adds a record that the filter means; `false` when there was no room.
    mutating func add(_ entry: MemoryEntry) -> Bool {
        guard !isClosed, filter.matches(entry.record) else { return true }
        if missed > 0, count < capacity { addGap() }
        guard missed == 0, count < capacity else {
            missed += 1
            return false
        }
        updates.append(.remembered(entry))
        last = entry.sequence
        return true
    }

    mutating func poll() -> Poll {
        if count == 0, missed > 0 { addGap() }
        guard count > 0 else { return isClosed ? .end : .empty }
        defer {
            start += 1
            // Told updates are let go once they are the larger part.
            if start > 32, start > count {
                updates.removeFirst(start)
                start = 0
            }
        }
        return .update(updates[start])
    }

    /// Takes nothing more; what is in the buffer is still told.
    mutating func close() {
        isClosed = true
    }

    private mutating func addGap() {
        updates.append(.lagged(missed: missed, after: last))
        missed = 0
    }
}
