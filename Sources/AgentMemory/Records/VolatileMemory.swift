public import AgentPrimitives

/// The newest records, within a bound on their number and one on their size; older ones make room.
///
/// A value without I/O or clock: whoever owns it keeps it, as ``MemoryBus`` does in front of its journal, and says what time
/// it is. A record that was seen to be expired is gone for good, whatever a clock says later.
public struct VolatileMemory: Sendable {
    /// How much is kept.
    public struct Limits: Hashable, Sendable {
        /// The largest number of records.
        public var records = 256
        /// The largest sum of the sizes of their texts, in bytes of UTF-8.
        public var bytes = 4 << 20

        /// Takes the defaults.
        public init() {}
    }

    private var window = RecencyWindow<MemoryRecord>()
    private let limits: Limits
    /// Records that expire at some time; as long as there are none, nobody looks for them.
    private var expiring = 0
    /// The size of the texts of all records that are kept, in bytes of UTF-8.
    public private(set) var bytes = 0
    /// Whether every record that was ever put in, and not replaced or taken out, is still here.
    public private(set) var isComplete = true

    /// Makes an empty memory.
    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// The number of records that are kept.
    public var count: Int { window.count }

    /// Puts a record in as the newest; one with the same identifier is replaced.
    ///
    /// A record that alone is larger than the bound is not kept, rather than pushing all others out.
    public mutating func insert(_ record: MemoryRecord) {
        remove(record.id)
        guard record.bytes <= limits.bytes, limits.records > 0 else {
            isComplete = false
            return
        }
        window.insert(record, named: record.id)
        bytes += record.bytes
        if record.expiry != nil { expiring += 1 }
        while count > limits.records || bytes > limits.bytes, let oldest = window.removeOldest() {
            forget(oldest.value)
            isComplete = false
        }
    }

    /// Takes a record out, if it is still here.
    public mutating func remove(_ id: String) {
        if let removed = window.remove(id) { forget(removed) }
    }

    /// Takes out the records that are expired at `now`.
    public mutating func expire(at now: Timestamp) {
        guard expiring > 0 else { return }
        for record in Array(window.latestFirst) where record.isExpired(at: now) { remove(record.id) }
    }

    /// The record of that identifier, if it is still here.
    public func record(_ id: String) -> MemoryRecord? {
        window[id]
    }

    /// The newest records, newest first, of one channel or of all.
    public func recent(_ limit: Int, in channel: MemoryChannel? = nil) -> [MemoryRecord] {
        Array(window.latestFirst.filter { channel == nil || $0.channel == channel }.prefix(max(limit, 0)))
    }

    private mutating func forget(_ record: MemoryRecord) {
        bytes -= record.bytes
        if record.expiry != nil { expiring -= 1 }
    }
}
