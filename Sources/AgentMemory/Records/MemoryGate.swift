public import AgentPrimitives

/// Asks the policy about records on their way into a memory and out of it, on behalf of one agent in one session.
///
/// It fails closed: a policy that cannot be asked has denied. The policy sees a record's channel, tags, metadata and taint, the
/// latter also as labels (`MemoryTaint.labels`); its text it does not see.
public struct MemoryGate: Sendable {
    private let policy: any PolicyEvaluating
    private let agent: AgentID
    private let session: SessionID

    /// Asks `policy` for an agent in a session.
    public init(policy: any PolicyEvaluating, agent: AgentID, session: SessionID) {
        self.policy = policy
        self.agent = agent
        self.session = session
    }

    /// Checks that a record may be kept, changed or erased.
    ///
    /// - Throws: ``MemoryError``: `denied` or `escalated` with the policy's decision, `denied` without one when the policy failed.
    public func admit(_ record: MemoryRecord) async throws(MemoryError) {
        try Self.require(try await decision(on: admission(of: record)), of: record, "is not kept or changed")
    }

    /// Checks that a record may leave the memory.
    ///
    /// - Throws: ``MemoryError`` as ``admit(_:)``.
    public func release(_ record: MemoryRecord) async throws(MemoryError) {
        try Self.require(try await decision(on: releasing(record)), of: record, "is not released")
    }

    /// Whether a record may leave the memory.
    ///
    /// - Throws: ``MemoryError`` `denied` when the policy could not be asked.
    public func releases(_ record: MemoryRecord) async throws(MemoryError) -> Bool {
        try await decision(on: releasing(record)).verdict == .allow
    }

    /// Up to `limit` elements whose records may leave, in the order in which they are fetched.
    ///
    /// Where some are withheld, more are fetched in their place, up to `bound`.
    func page<Element>(
        _ limit: Int, bound: Int = 4096, of record: (Element) -> MemoryRecord,
        _ fetch: (Int) async throws -> [Element]
    ) async throws -> [Element] {
        // Records alike to the policy are asked about once.
        var verdicts: [PolicyRequest: Bool] = [:]
        var size = limit
        while true {
            let fetched = try await fetch(size)
            var released: [Element] = []
            for element in fetched {
                let request = releasing(record(element))
                let isAllowed: Bool
                if let known = verdicts[request] {
                    isAllowed = known
                } else {
                    isAllowed = try await decision(on: request).verdict == .allow
                    verdicts[request] = isAllowed
                }
                if isAllowed { released.append(element) }
            }
            if released.count >= limit || fetched.count < size || size >= bound { return Array(released.prefix(limit)) }
            size = min(2 * size, bound)
        }
    }

    private func admission(of record: MemoryRecord) -> PolicyRequest {
        request(.storeMemory(channel: record.channel), record)
    }

    private func releasing(_ record: MemoryRecord) -> PolicyRequest {
        request(.recallMemory(channel: record.channel, taint: record.taint), record)
    }

    private func request(_ action: PolicyRequest.Action, _ record: MemoryRecord) -> PolicyRequest {
        PolicyRequest(
            action: action, agent: agent, session: session, tags: record.tags.union(record.taint.labels),
            metadata: record.metadata)
    }

    private func decision(on request: PolicyRequest) async throws(MemoryError) -> PolicyDecision {
        do {
            return try await policy.evaluate(request)
        } catch {
            throw MemoryError(
                .denied,
                "memory stays closed, since the policy could not be asked: \(error); mend the policy", underlying: error
            )
        }
    }

    private static func require(
        _ decision: PolicyDecision, of record: MemoryRecord, _ refusal: String
    ) throws(MemoryError) {
        switch decision.verdict {
        case .allow:
            return
        case .deny:
            throw MemoryError(
                .denied, "record '\(record.id)' \(refusal): \(decision.reason) (\(decision.rule))", decision: decision)
        case .escalate(let approvers):
            let people = approvers.isEmpty ? "a person" : approvers.joined(separator: ", ")
            throw MemoryError(
                .escalated,
                "record '\(record.id)' needs the approval of \(people): \(decision.reason) (\(decision.rule))",
                decision: decision)
        }
    }
}
