internal import AgentMemory
internal import AgentPrimitives

/// Recalls what bears on a question, and keeps questions and answers, as far as the policy permits.
///
/// Memory is a projection of the log: a record's name says which turn it stems from, so that writing it again changes
/// nothing. A failing memory does not fail the turn.
struct SessionMemory: Sendable {
    let store: any MemoryStore
    let policy: any PolicyEvaluating
    let agent: AgentID

    /// Earlier records that fit the question and may leave, best first; none when the store or the policy fails.
    func recall(_ question: String, in session: SessionID, limit: Int) async -> [MemoryRecord] {
        guard limit > 0 else { return [] }
        do {
            return try await gated(session).search(question, limit: limit, tags: []).map(\.record)
        } catch {
            return []
        }
    }

    /// Keeps a turn's question and answer; what was recalled for it has shaped the answer and taints it.
    func remember(
        _ session: SessionID, task: TaskID, question: String, answer: String, recalled: [MemoryRecord],
        at now: Timestamp
    ) async {
        let taint = recalled.reduce(MemoryTaint.trusted) { $0.joined(with: $1.taint) }
        for (channel, text, taint) in [(MemoryChannel.input, question, .trusted), (.output, answer, taint)]
        where !text.isEmpty {
            do {
                try await gated(session).remember(
                    MemoryRecord(
                        id: "\(session)/\(task)/\(channel.name)", time: now, channel: channel, text: text,
                        tags: ["session:\(session)"], provenance: MemoryProvenance(agent: agent, session: session),
                        taint: taint))
            } catch {
                // Refused, or the store failed: the log has the turn all the same.
                continue
            }
        }
    }

    private func gated(_ session: SessionID) -> GatedMemory {
        GatedMemory(store, policy: policy, agent: agent, session: session)
    }
}
