public import AgentPrimitives

/// What one agent in one session may do with a ``MemoryBus``: every record passes the policy on its way in and out.
///
/// What may not leave is left out of lists, searches and streams, and the next best takes its place; a record that is asked for
/// by name and may not leave is an error. It fails closed: a policy that cannot be asked has denied.
public struct GatedMemoryBus: MemoryStore {
    private let bus: MemoryBus
    private let gate: MemoryGate

    /// Puts a gate in front of a bus.
    public init(_ bus: MemoryBus, gate: MemoryGate) {
        self.bus = bus
        self.gate = gate
    }

    /// Keeps a record if the policy allows it.
    ///
    /// - Throws: ``MemoryError``: `denied` or `escalated`; or as the bus.
    public func remember(_ record: MemoryRecord) async throws(MemoryError) {
        try await remember([record])
    }

    /// Keeps records in one transaction if the policy allows each of them.
    ///
    /// - Throws: ``MemoryError``: `denied` or `escalated`; or as the bus.
    public func remember(_ records: [MemoryRecord]) async throws(MemoryError) {
        for record in records { try await gate.admit(record) }
        try await bus.remember(records)
    }

    /// The record of an identifier; `nil` when there is none or it is expired.
    ///
    /// - Throws: ``MemoryError``: `denied` or `escalated` for a record that may not leave; or as the bus.
    public func record(_ id: String) async throws(MemoryError) -> MemoryRecord? {
        guard let record = try await bus.record(id) else { return nil }
        try await gate.release(record)
        return record
    }

    /// The newest records that may leave, newest first, of one channel or of all.
    public func recent(_ limit: Int, in channel: MemoryChannel?) async throws -> [MemoryRecord] {
        try await gate.page(limit, of: { $0 }) { try await bus.recent($0, in: channel) }
    }

    /// The records that fit a text best, best first, that carry all of `tags` and may leave.
    public func search(_ text: String, limit: Int, tags: Set<String>) async throws -> [MemoryMatch] {
        try await search(text, limit: limit, filter: MemoryFilter(tags: tags), mode: .hybrid)
    }

    /// The records that fit a text best and may leave, best first; otherwise as the bus.
    public func search(
        _ text: String, limit: Int, filter: MemoryFilter, mode: MemorySearchMode
    ) async throws -> [MemoryMatch] {
        try await gate.page(limit, of: \.record) {
            try await bus.search(text, limit: $0, filter: filter, mode: mode)
        }
    }

    /// One page of records, those left out that may not leave; the last place that was looked at, to go on behind it.
    ///
    /// - Returns: The records, and `nil` for the place when there is no further page.
    public func page(_ query: MemoryQuery) async throws(MemoryError) -> (entries: [MemoryEntry], last: UInt64?) {
        let entries = try await bus.entries(query)
        var released: [MemoryEntry] = []
        for entry in entries where try await gate.releases(entry.record) { released.append(entry) }
        return (released, entries.count < query.limit ? nil : entries.last?.sequence)
    }

    /// Erases records if the policy lets each of them be changed; otherwise none.
    ///
    /// - Returns: The names of all records that are gone, summaries made of them included.
    /// - Throws: ``MemoryError``: `denied` or `escalated`; or as the bus.
    @discardableResult
    public func erase(_ selection: MemorySelection) async throws(MemoryError) -> [String] {
        let names = try await bus.identifiers(selection)
        for start in stride(from: 0, to: names.count, by: 256) {
            for record in try await bus.records(Array(names[start...].prefix(256))) { try await gate.admit(record) }
        }
        return try await bus.erase(.records(names))
    }

    /// Lets `body` follow what is kept from now on and may leave.
    ///
    /// - Parameters:
    ///   - filter: Which records are told of.
    ///   - capacity: How many records wait for a reader that is behind; `nil` for the bus's own limit.
    ///   - body: Reads the updates; the subscription ends when it returns.
    /// - Throws: ``MemoryError`` as the bus, and whatever `body` throws.
    public func withSubscription<Value>(
        to filter: MemoryFilter = .everything, capacity: Int? = nil,
        _ body: (GatedMemorySubscription) async throws -> Value
    ) async throws -> Value {
        try await bus.withSubscription(to: filter, capacity: capacity) { updates in
            try await body(GatedMemorySubscription(updates, gate: gate))
        }
    }

    /// What is held, counted; counts are no records, and the policy is not asked about them.
    public func statistics() async throws(MemoryError) -> MemoryStatistics {
        try await bus.statistics()
    }
}
