internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct SessionsCommandTests {
    @Test func aFileThatWasBegunAndNoMoreHoldsNoSessions() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/sessions.sqlite", "")
        let run = try await workspace.run(["sessions", "--json"])
        #expect(run.code == .success)
        #expect(try run.document == ["sessions": []])
        #expect(try await workspace.run(["replay", "ses_none"]).code == .usage)
    }

    @Test func anEmptyWorkspaceHasNone() async throws {
        let workspace = try TemporaryWorkspace()
        #expect(try await workspace.run(["sessions", "--json"]).document == ["sessions": []])
        #expect(try await workspace.run(["sessions"]).output.contains("No session"))
    }

    @Test func theLatestComesFirst() async throws {
        let workspace = try TemporaryWorkspace()
        let first = try await workspace.session()
        let second = try await workspace.session()
        let sessions = try #require(try await workspace.run(["sessions", "--json"]).document["sessions"]?.arrayValue)
        #expect(sessions.map { $0["session"]?.stringValue } == [second, first])
        #expect(sessions.allSatisfy { ($0["events"]?.intValue ?? 0) > 5 && $0["last_kind"] == "run.finished" })
        let one = try await workspace.run(["sessions", "--limit", "1"])
        #expect(one.output.hasPrefix(second))
        #expect(!one.output.contains(first))
    }
}
