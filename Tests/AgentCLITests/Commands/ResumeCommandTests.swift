internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct ResumeCommandTests {
    @Test func aFinishedSessionStaysAsItIs() async throws {
        let workspace = try TemporaryWorkspace()
        let result = try await workspace.ask("What is 17*23?")
        let session = try #require(result["session"]?.stringValue)
        let before = try await workspace.run(["replay", session, "--json"])
        let run = try await workspace.run(["resume", session, "--json"])
        #expect(run.code == .success)
        #expect(try run.document == result)
        #expect(try await workspace.run(["replay", session, "--json"]).output == before.output)
        #expect(try await workspace.run(["resume", session]).output.contains("391"))
    }

    @Test func aResultForAFinishedSessionIsRefused() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let run = try await workspace.run(["resume", session, "--result", "x"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("no tool call of session \(session) is open"))
    }

    @Test func anUnknownSessionIsAnError() async throws {
        #expect(try await TemporaryWorkspace().run(["resume", "ses_none"]).code == .usage)
    }

    @Test func everyCutLogMatchesAndComesToItsEnd() async throws {
        let workspace = try TemporaryWorkspace()
        let result = try await workspace.ask("What is 17*23?")
        let session = try #require(result["session"]?.stringValue)
        let events = try #require(
            try await workspace.run(["inspect", session, "--json"]).document["events"]?.arrayValue)
        for count in 2..<events.count {
            let copy = try await workspace.cut(session, after: count)
            let replay = try await copy.run(["replay", session, "--json"])
            #expect(replay.code == .success, "\(count)")
            #expect(try replay.document["events"]?.intValue == count)

            let run = try await copy.run(["resume", session, "--json"])
            #expect(run.code == .success, "\(count)")
            let final = try #require(try run.lines.last)
            #expect(final["text"] == result["text"], "\(count)")
            #expect(final["status"] == "completed", "\(count)")
            #expect(try await copy.run(["replay", session]).code == .success, "\(count)")

            // What had finished is not done again.
            let kinds = try run.lines.map { $0["kind"]?.stringValue }
            let finished = events.prefix(count).contains { $0["kind"] == "tool.finished" }
            #expect(kinds.contains("tool.started") == !finished, "\(count)")
        }
    }

    @Test func textIsShownThatHadArrivedBefore() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session("What is 17*23?")
        let count = try #require(try await workspace.run(["replay", session, "--json"]).document["events"]?.intValue)
        let run = try await workspace.cut(session, after: count - 1).run(["resume", session])
        #expect(run.code == .success)
        #expect(run.output.contains("391"))
        #expect(run.output.hasSuffix("\nsession \(session)\n"))
    }
}
