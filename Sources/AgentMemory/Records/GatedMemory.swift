public import AgentPrimitives

/// A memory that asks the policy before it takes a record and before it gives one out.
///
/// For any store; over a ``MemoryBus`` a ``GatedMemoryBus`` offers the rest of its calls as well. What may not leave is left out
/// of lists and searches, and the next best takes its place.
public struct GatedMemory: MemoryStore {
    private let store: any MemoryStore
    private let gate: MemoryGate

    /// Puts a policy in front of a memory.
    public init(_ store: any MemoryStore, policy: any PolicyEvaluating, agent: AgentID, session: SessionID) {
        self.store = store
        gate = MemoryGate(policy: policy, agent: agent, session: session)
    }

    /// Keeps a record if the policy allows it.
    ///
    /// - Throws: ``MemoryError``: `denied` or `escalated` with the policy's decision, `denied` without one when the policy
    ///   failed; or what the memory threw.
    public func remember(_ record: MemoryRecord) async throws {
        try await gate.admit(record)
        try await store.remember(record)
    }

    /// The newest records that may leave, newest first, of one channel or of all.
    ///
    /// - Throws: ``MemoryError`` `denied` when the policy could not be asked, or what the memory threw.
    public func recent(_ limit: Int, in channel: MemoryChannel?) async throws -> [MemoryRecord] {
        try await gate.page(limit, of: { $0 }) { try await store.recent($0, in: channel) }
    }

    /// The records that fit a text best, best first, that carry all of `tags` and may leave.
    ///
    /// - Throws: ``MemoryError`` `denied` when the policy could not be asked, or what the memory threw.
    public func search(_ text: String, limit: Int, tags: Set<String>) async throws -> [MemoryMatch] {
        try await gate.page(limit, of: \.record) { try await store.search(text, limit: $0, tags: tags) }
    }
}
