internal import AgentRuntime

extension SessionArchive {
    /// The tool calls that are open behind an event; behind a tool call's outcome also that one's, which a fork may replace.
    func openCalls(of session: SessionID, at place: UInt64) async throws -> [String] {
        let state = try await replay(session, through: place).state
        let before = place > 1 ? try await replay(session, through: place - 1).state.openCalls : []
        let all = state.openCalls + before.filter { !state.openCalls.contains($0) }
        return all.map(\.id)
    }

    /// Checks that a session was recorded, and otherwise says which one may have been meant.
    func require(_ session: SessionID) async throws {
        guard try await !contains(session) else { return }
        let nearest = NearestName.of(session.rawValue, among: try await sessions().map(\.session.rawValue))
        throw CommandError(
            .usage, "unknown session", expected: "a recorded session", found: session.rawValue.quoted(),
            advice: nearest ?? "agent-cli sessions")
    }
}
