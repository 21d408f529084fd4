import AgentMemory
import AgentPrimitives
import AgentTelemetry
import AgentTesting
import Testing

@testable import AgentKernel

@Suite("SessionFork")
struct SessionForkTests {
    private let child = SessionID("ses_child")

    /// Forks behind the first events, records the fork and opens it.
    private func fork(
        _ events: [Event], _ changes: SessionFork.Changes = SessionFork.Changes()
    ) async throws -> (log: InMemoryEventLog, opened: SessionOpening.Opened) {
        let fork = try SessionFork(
            of: events, of: RecordedConversation.session, as: child, changes: changes, at: RunFixtures.now)
        let log = InMemoryEventLog()
        _ = try await log.append(fork.drafts, to: child, expecting: 0)
        return (log, try await SessionOpening(log).open(child))
    }

    @Test("a fork at any event proves, goes on and proves again")
    func anywhere() async throws {
        let events = try await RecordedConversation().events
        for count in 1...events.count {
            let (log, opened) = try await fork(Array(events.prefix(count)))
            #expect(opened.fold.origin?.sequence == UInt64(count))
            #expect(opened.fold.origin?.hash == events[count - 1].hash)
            let driver = RecordedConversation.driver(
                ScriptedModel([.text("Otherwise.")], repeatsLast: true), log, opened.fold, at: opened.head)
            let resumed = try await driver.resume { _ in }
            #expect((resumed == nil) == !opened.fold.isInterrupted, "at \(count)")
            let asked = try await driver.run(RunFixtures.input("And?"), under: RunFixtures.configuration()) { _ in }
            #expect(asked.text == "Otherwise.")
            _ = try await RecordedConversation.proof(child, in: log)
        }
    }

    @Test("an open turn goes on under the fork's settings")
    func otherModel() async throws {
        let events = try await RecordedConversation().events
        let started = try #require(events.firstIndex { $0.kind == .runStarted })
        let other = RunFixtures.configuration { $0.model = "other" }
        let (log, opened) = try await fork(
            Array(events[...started]), SessionFork.Changes(configuration: other))
        let model = ScriptedModel([.text("Otherwise.")])
        _ = try await RecordedConversation.driver(model, log, opened.fold, at: opened.head).resume { _ in }
        #expect(model.requests.map(\.model) == ["other"])
        _ = try await RecordedConversation.proof(child, in: log)
    }

    @Test("settings that are in force are not recorded again")
    func sameSettings() async throws {
        let events = try await RecordedConversation().events
        let (log, _) = try await fork(
            Array(events.prefix(2)), SessionFork.Changes(configuration: RunFixtures.configuration()))
        #expect(try await log.read(child, from: 3, limit: 9).map(\.kind) == [.sessionForked])
    }

    @Test("a stated result stands in the place of the recorded one, and the model is told it")
    func otherResult() async throws {
        let events = try await RecordedConversation().events
        let finished = try #require(events.firstIndex { $0.kind == .toolFinished })
        let id = try JSONValue(parsing: events[finished].payload)["call_id"]?.stringValue
        let (log, opened) = try await fork(
            Array(events[...finished]),
            SessionFork.Changes(results: [StatedResult(callID: id, content: "stated")]))
        let (model, tools) = (ScriptedModel([.text("Otherwise.")]), StubTools(answer: "42"))
        _ = try await RecordedConversation.driver(model, log, opened.fold, at: opened.head, tools: tools).resume { _ in
        }
        #expect(tools.calls.map(\.id) == RecordedConversation.calls.map(\.id).filter { $0 != id })
        let results = model.requests.last?.messages.last?.content.compactMap { part -> String? in
            if case .toolResult(let result) = part { result.content } else { nil }
        }
        #expect(results?.sorted() == ["42", "stated"])
        _ = try await RecordedConversation.proof(child, in: log)
    }

    @Test("an effect that was begun keeps the parent's key")
    func keepsKeys() async throws {
        let events = try await RecordedConversation().events
        let started = try #require(events.firstIndex { $0.kind == .toolStarted })
        let key = try JSONValue(parsing: events[started].payload)["key"]?.stringValue
        let (log, opened) = try await fork(Array(events[...started]))
        let driver = RecordedConversation.driver(ScriptedModel([.text("Done.")]), log, opened.fold, at: opened.head)
        _ = try await driver.resume { _ in }
        let keys = try await log.read(child, from: UInt64(started) + 2, limit: 100)
            .filter { $0.kind == .toolStarted }.map { try JSONValue(parsing: $0.payload)["key"]?.stringValue }
        #expect(keys.contains(key))
    }

    @Test("a result without an open call is refused")
    func refusesResult() async throws {
        let events = try await RecordedConversation().events
        let error = await #expect(throws: KernelError.self) {
            try await fork(Array(events.prefix(2)), SessionFork.Changes(results: [StatedResult(content: "x")]))
        }
        #expect(error?.code == .invalidSession)
    }
}
