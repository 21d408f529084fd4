internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct InspectCommandTests {
    private static let question = "When does the \"museum\" close on Fridays? ünïcödé"

    @Test func showsTheTimeline() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session(Self.question)
        let run = try await workspace.run(["inspect", session])
        #expect(run.code == .success)
        #expect(run.output.hasPrefix("session \(session): completed · 1 turn"))
        for text in ["run.started", "tool.decided", "fs.search: allow by rule 2", "model.requested", "run.finished"] {
            #expect(run.output.contains(text), "\(text)")
        }
    }

    @Test func givesTheEventsAsJSON() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session(Self.question)
        let page = try await workspace.run(["inspect", session, "--json"]).document
        let events = try #require(page["events"]?.arrayValue)
        #expect(events.map { $0["sequence"]?.intValue } == (1...events.count).map { $0 })
        #expect(events.allSatisfy { $0["hash"]?.stringValue?.count == 64 })
        #expect(page["session"]?.stringValue == session)
        #expect(page["status"] == "completed")
        #expect(page["turns"] == 1)
        #expect(page["cost_usd_micros"] == 0)
    }

    @Test func showsAPromptAsItWasSent() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session(Self.question)
        let text = try await workspace.run(["inspect", session, "--prompt", "1"])
        #expect(text.output.contains("\nuser\n\(Self.question)\n"))
        #expect(text.output.contains("\ntools\nfs.read: "))

        let json = try await workspace.run(["inspect", session, "--prompt", "1", "--json"])
        let bytes = Array(json.output.utf8.dropLast())
        #expect(try CanonicalJSON.encode(json.document, numbers: .exact) == bytes)
        #expect(text.output.contains("\(bytes.count) bytes of canonical JSON, SHA-256 \(SHA256Digest(of: bytes))"))
        let content = try json.document["messages"]?.arrayValue?.last?["content"]?.arrayValue?.first
        #expect(content?["text"]?.stringValue == Self.question)
    }

    @Test func refusesAPromptThatIsNotThere() async throws {
        let workspace = try TemporaryWorkspace()
        let session = try await workspace.session("What is 6*7?")
        let run = try await workspace.run(["inspect", session, "--prompt", "9"])
        #expect(run.code == .usage)
        #expect(run.errors.contains("expected 1 to 2, found 9"))
        #expect(try await workspace.run(["inspect", "ses_none"]).code == .usage)
    }
}
