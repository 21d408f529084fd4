internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct DiffCommandTests {
    @Test func twoRunsOfOneQuestionTellTheSame() async throws {
        let workspace = try TemporaryWorkspace()
        let (first, second) = (try await workspace.session(), try await workspace.session())
        let run = try await workspace.run(["diff", first, second, "--json"])
        #expect(run.code == .success, "\(run.output)")
        #expect(try run.document["same"] == true)
        #expect(try await workspace.run(["diff", first, second]).output.contains("tell the same"))
    }

    @Test func showsTheFirstDifference() async throws {
        let workspace = try TemporaryWorkspace()
        let first = try await workspace.session("What is 6*7?")
        let second = try await workspace.session("What is 6*8?")
        let run = try await workspace.run(["diff", first, second, "--json"])
        #expect(run.code == .failed)
        let document = try run.document
        #expect(document["common_steps"] == 1)
        #expect(document["path"] == "/messages/0/content/0/text")
        #expect(document["a"]?["kind"] == "run.started")
        let text = try await workspace.run(["diff", first, second]).output
        #expect(text.contains("They part in run.started at /messages/0/content/0/text"))
        #expect(text.contains("6*7") && text.contains("6*8"))
    }

    @Test func comparesWithARecording() async throws {
        let workspace = try TemporaryWorkspace()
        let file = workspace.path + "/.agent/one.jsonl"
        let result = try await workspace.ask("What is 6*7?", ["--record", file])
        let session = try #require(result["session"]?.stringValue)
        #expect(try await workspace.run(["diff", session, file]).code == .success)
    }

    @Test func anUnknownSessionIsAnError() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        #expect(try await workspace.run(["diff", session, "ses_none"]).code == .usage)
    }
}
