internal import AgentKernel
public import AgentPrimitives

extension Agent {
    /// Begins a new session with the first events of a recorded one; nothing runs yet.
    ///
    /// The new session goes on under this agent's settings: its model, tools, instructions and policy. Resume it to take up the turn
    /// that is open there, or ask the next question. Effects of shared events are not repeated; a tool call that is open where
    /// the fork begins is settled as after a crash, unless its result is stated.
    ///
    /// - Parameters:
    ///   - session: the recorded session.
    ///   - sequence: the last event that both share.
    ///   - results: what the model is told of tool calls that are open there. Where the last shared event tells of a tool
    ///     call's outcome, a result stands in its place.
    /// - Throws: ``AgentError`` with code `unknownSession`, or `refused` for a place beyond the session's end; `ReplayDivergence`
    ///   when the recording does not prove; `KernelError` for a result without an open call; `EventLogError`.
    public func fork(
        _ session: SessionID, at sequence: UInt64, results: [StatedResult] = []
    ) async throws -> AgentSession {
        let events = try await archive.provenEvents(of: session, through: sequence)
        guard sequence > 0, events.count == Int(clamping: sequence) else {
            throw AgentError(
                .refused,
                "Expected a place from 1 to \(events.count), the last event of session \(session); found \(sequence).")
        }
        let child = newSession()
        let fork = try SessionFork(
            of: events, of: session, as: child.id,
            changes: SessionFork.Changes(configuration: configuration, results: results), at: now())
        try await record(fork.drafts, as: child.id)
        return child
    }
}
