import AgentMemory
import AgentPrimitives
import AgentTelemetry
import AgentTesting
import Testing

@testable import AgentKernel

/// Effects whose outcome a crash left unknown and which a person settles.
@Suite("StatedResult")
struct StatedResultTests {
    private let session = RecordedConversation.session

    /// A session whose calls were started as effects that must not run twice, and which then was resumed.
    private func suspended() async throws -> (log: InMemoryEventLog, opened: SessionOpening.Opened) {
        let events = try await RecordedConversation().events
        let started = try #require(events.lastIndex { $0.kind == .toolStarted && $0.sequence < 12 })
        let log = InMemoryEventLog()
        let drafts = try events[...started].filter { $0.kind != .toolFinished }.map { event in
            guard case .toolStarted(let id, _, let key) = try SessionEvent(event) else {
                return EventDraft(kind: event.kind, canonicalPayload: event.payload, time: event.time)
            }
            let unsafe = SessionEvent.toolStarted(callID: id, idempotency: .unsafe, key: key)
            return try EventDraft(kind: unsafe.kind, payload: unsafe.payload, time: event.time)
        }
        _ = try await log.append(drafts, to: session, expecting: 0)
        let opened = try await SessionOpening(log).open(session)
        let outcome = try await RecordedConversation.driver(
            ScriptedModel([]), log, opened.fold, at: opened.head
        ).resume { _ in }
        #expect(outcome?.status == .awaitingApproval)
        return (log, try await SessionOpening(log).open(session))
    }

    @Test("waits for a person every time it is resumed, and never runs the tool")
    func waits() async throws {
        let (log, opened) = try await suspended()
        let tools = StubTools(answer: "42")
        let driver = RecordedConversation.driver(
            ScriptedModel([]), log, opened.fold, at: opened.head, tools: tools)
        for _ in 0..<3 { #expect(try await driver.resume { _ in }?.status == .awaitingApproval) }
        #expect(!tools.calls.contains { $0.id == opened.fold.openCalls.first?.id })
        _ = try await RecordedConversation.proof(session, in: log)
    }

    @Test("goes on with what a person states")
    func goesOn() async throws {
        let (log, opened) = try await suspended()
        let (model, tools) = (ScriptedModel([.text("Done.")]), StubTools(answer: "42"))
        let driver = RecordedConversation.driver(model, log, opened.fold, at: opened.head, tools: tools)
        let results = opened.fold.openCalls.map { StatedResult(callID: $0.id, content: "sent") }
        #expect(try await driver.resume(stating: results) { _ in }?.text == "Done.")
        #expect(tools.calls.isEmpty)
        #expect(model.requests.count == 1)
        let report = try await RecordedConversation.proof(session, in: log)
        #expect(report.state.lastOutcome?.status == .completed)
        let decided = try await log.read(session, from: 1, limit: 1000).filter { $0.kind == .toolDecided }
        #expect(try JSONValue(parsing: try #require(decided.last).payload)["decision"]?["rule"] == "person")
    }

    @Test("a result for a call that is not open is refused and nothing is recorded")
    func refuses() async throws {
        let (log, opened) = try await suspended()
        let driver = RecordedConversation.driver(ScriptedModel([]), log, opened.fold, at: opened.head)
        for result in [StatedResult(callID: "c9", content: "x")] {
            await #expect(throws: KernelError.self) { try await driver.resume(stating: [result]) { _ in } }
        }
        #expect(try await log.head(of: session) == opened.head)
    }
}
