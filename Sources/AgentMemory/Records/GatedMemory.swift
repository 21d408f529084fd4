public import AgentPrimitives

/// A memory that asks the policy before it takes a record, on behalf of one agent in one session.
///
/// It fails closed: a policy that cannot be asked has denied. The record's tags and metadata go to the policy, its text
/// does not.
public struct GatedMemory: MemoryStore {
    private let store: any MemoryStore
    private let policy: any PolicyEvaluating
    private let agent: AgentID
    private let session: SessionID

    /// Puts a policy in front of a memory.
    public init(_ store: any MemoryStore, policy: any PolicyEvaluating, agent: AgentID, session: SessionID) {
        self.store = store
        self.policy = policy
        self.agent = agent
        self.session = session
    }

    /// Keeps a record if the policy allows it.
    ///
    /// - Throws: ``MemoryError``: `denied` or `escalated` with the policy's decision, `denied` without one when the policy
    ///   failed; or what the memory threw.
    public func remember(_ record: MemoryRecord) async throws {
        let request = PolicyRequest(
            action: .storeMemory(channel: record.channel), agent: agent, session: session, tags: record.tags,
            metadata: record.metadata)
        let decision: PolicyDecision
        do {
            decision = try await policy.evaluate(request)
        } catch {
            throw MemoryError(
                .denied, "record '\(record.id)' is not kept, since the policy could not be asked: \(error)",
                underlying: error)
        }
        switch decision.verdict {
        case .allow:
            try await store.remember(record)
        case .deny:
            throw MemoryError(
                .denied, "record '\(record.id)' is not kept: \(decision.reason) (\(decision.rule))", decision: decision)
        case .escalate(let approvers):
            let people = approvers.isEmpty ? "a person" : approvers.joined(separator: ", ")
            throw MemoryError(
                .escalated,
                "record '\(record.id)' needs the approval of \(people): \(decision.reason) (\(decision.rule))",
                decision: decision)
        }
    }

    /// The newest records, newest first, of one channel or of all.
    public func recent(_ limit: Int, in channel: MemoryChannel?) async throws -> [MemoryRecord] {
        try await store.recent(limit, in: channel)
    }

    /// The records that fit a text best, best first, that carry all of `tags`.
    public func search(_ text: String, limit: Int, tags: Set<String>) async throws -> [MemoryMatch] {
        try await store.search(text, limit: limit, tags: tags)
    }
}
