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

    /// Earlier texts that fit the question, best first; none when the store fails.
    func recall(_ question: String, limit: Int) async -> [String] {
        guard limit > 0 else { return [] }
        do {
            return try await store.search(question, limit: limit, tags: []).map(\.record.text)
        } catch {
            return []
        }
    }

    /// Keeps a turn's question and answer.
    func remember(_ session: SessionID, task: TaskID, question: String, answer: String, at now: Timestamp) async {
        let gated = GatedMemory(store, policy: policy, agent: agent, session: session)
        for (channel, text) in [(MemoryChannel.input, question), (.output, answer)] where !text.isEmpty {
            do {
                try await gated.remember(
                    MemoryRecord(
                        id: "\(session)/\(task)/\(channel.name)", time: now, channel: channel, text: text,
                        tags: ["session:\(session)"]))
            } catch {
                // Refused, or the store failed: the log has the turn all the same.
                continue
            }
        }
    }
}
