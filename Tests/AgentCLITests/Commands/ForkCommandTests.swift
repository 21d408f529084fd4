internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct ForkCommandTests {
    /// A session that computes, and the place of its first event of a kind.
    private func recorded(_ workspace: TemporaryWorkspace, _ kind: String) async throws -> (session: String, at: String)
    {
        let session = try await workspace.session("What is 17*23?")
        let events = try await workspace.run(["inspect", session, "--json"]).document["events"]?.arrayValue
        let event = try #require(events?.first { $0["kind"]?.stringValue == kind })
        return (session, String(try #require(event["sequence"]?.intValue)))
    }

    @Test func goesOnAsASessionOfItsOwn() async throws {
        let workspace = try TemporaryWorkspace()
        let (session, place) = try await recorded(workspace, "tool.decided")
        let before = try await workspace.run(["replay", session, "--json"]).output
        let run = try await workspace.run(["fork", session, "--at", place, "--json"])
        #expect(run.code == .success, "\(run.errors)")
        let final = try #require(try run.lines.last)
        #expect(final["text"]?.stringValue?.contains("391") == true)
        let child = try #require(final["session"]?.stringValue)
        #expect(child != session)
        #expect(try await workspace.run(["replay", child]).code == .success)
        #expect(try await workspace.run(["replay", session, "--json"]).output == before)
        #expect(
            try await workspace.run(["inspect", child]).output.contains("begins as \(session) up to event \(place)"))
    }

    @Test func asksAnotherQuestion() async throws {
        let workspace = try TemporaryWorkspace()
        let (session, place) = try await recorded(workspace, "run.started")
        let run = try await workspace.run(["fork", session, "--at", place, "--prompt", "What is 6*7?", "--json"])
        #expect(run.code == .success)
        #expect(try run.lines.last?["text"]?.stringValue?.contains("42") == true)
    }

    @Test func tellsTheModelAnotherResult() async throws {
        let workspace = try TemporaryWorkspace()
        let (session, place) = try await recorded(workspace, "tool.finished")
        let run = try await workspace.run([
            "fork", session, "--at", place, "--result", #"{"expression":"17*23","value":"400"}"#, "--json",
        ])
        #expect(run.code == .success, "\(run.errors)")
        #expect(try run.lines.last?["text"]?.stringValue?.contains("400") == true)
        let child = try #require(try run.lines.last?["session"]?.stringValue)
        let difference = try await workspace.run(["diff", session, child, "--json"])
        #expect(difference.code == .failed)
        #expect(try difference.document["same"] == false)
    }

    @Test func refusesWhatDoesNotGoTogether() async throws {
        let workspace = try TemporaryWorkspace()
        let (session, place) = try await recorded(workspace, "tool.finished")
        for words in [["--prompt", "x", "--result", "y"], ["--max-tokens", "5000"], ["--result", "nosuch=5"]] {
            let run = try await workspace.run(["fork", session, "--at", place] + words)
            #expect(run.code != .success, "\(words)")
            #expect(try await workspace.run(["sessions", "--json"]).document["sessions"]?.arrayValue?.count == 1)
        }
    }

    @Test func refusesAPlaceBeyondTheEnd() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let run = try await workspace.run(["fork", session, "--at", "1000"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("found 1000"))
        #expect(try await workspace.run(["sessions", "--json"]).document["sessions"]?.arrayValue?.count == 1)
        #expect(try await workspace.run(["fork", session]).code == .usage)
        #expect(try await workspace.run(["fork", "ses_none", "--at", "1"]).code == .usage)
    }

    @Test func refusesAResultWithoutAnOpenCall() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session()
        let run = try await workspace.run(["fork", session, "--at", "2", "--result", "x"])
        #expect(run.code == .failed)
        #expect(run.errors.contains("Open calls: none"))
        #expect(try await workspace.run(["sessions", "--json"]).document["sessions"]?.arrayValue?.count == 1)
    }
}
