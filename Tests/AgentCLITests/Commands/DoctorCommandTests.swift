internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct DoctorCommandTests {
    @Test func findsNothingWrong() async throws {
        let workspace = try TemporaryWorkspace()
        let run = try await workspace.run(["doctor", "--json"], environment: ["AGENT_MODEL": "builtin/extractive"])
        #expect(run.code == .success)
        #expect(try run.document["healthy"] == true)
        let checks = try #require(try run.document["checks"]?.arrayValue)
        #expect(
            checks.compactMap { $0["check"]?.stringValue } == [
                "system", "swift", "sqlite", "openssl", "terminal", "workspace", "configuration", "sessions", "model",
                "model servers",
            ])
        #expect(checks.first { $0["check"] == "model" }?["status"] == "warn")
        #expect(try await workspace.run(["doctor"]).output.contains("sqlite"))
    }

    @Test func saysWhatToDo() async throws {
        let workspace = try TemporaryWorkspace()
        try workspace.write(".agent/agent.json", #"{"model": "nobody"}"#)
        try workspace.write(".agent/sessions.sqlite", "This is no database, and it is long enough to be read as one.")
        let run = try await workspace.run(["doctor"])
        #expect(run.code == .failed)
        #expect(run.output.contains("FAIL  sessions"))
        #expect(run.output.contains("FAIL  model"))
    }
}
