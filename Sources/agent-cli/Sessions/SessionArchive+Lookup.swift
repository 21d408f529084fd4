internal import AgentRuntime

extension SessionArchive {
    /// Checks that a session was recorded, and otherwise says which one may have been meant.
    func require(_ session: SessionID) async throws {
        guard try await !contains(session) else { return }
        let nearest = NearestName.of(session.rawValue, among: try await sessions().map(\.session.rawValue))
        throw CommandError(
            .usage, "unknown session", expected: "a recorded session", found: session.rawValue.quoted(),
            advice: nearest ?? "agent-cli sessions")
    }
}
