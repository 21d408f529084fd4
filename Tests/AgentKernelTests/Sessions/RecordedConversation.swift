import AgentAdapters
import AgentMemory
import AgentPrimitives
import AgentTelemetry
import AgentTesting

@testable import AgentKernel

/// A session of two turns with tools, recorded by a real driver, and what tests make of it.
struct RecordedConversation {
    static let session = SessionID("ses_test")
    static let calls = ["c1", "c2"].map { ToolCall(id: $0, name: "calc", argumentsText: "{}") }

    let events: [Event]

    /// Records the conversation.
    ///
    /// - Parameter session: its name.
    init(session: SessionID = session, answer: String = "It is 42.") async throws {
        let log = InMemoryEventLog()
        let driver = Self.driver(
            ScriptedModel([.toolCalls(Self.calls), .text(answer), .text("You are welcome.")]), log,
            SessionFold(session: session))
        for question in ["6*7?", "Thanks."] {
            _ = try await driver.run(RunFixtures.input(question), under: RunFixtures.configuration()) { _ in }
        }
        events = try await log.read(session, from: 1, limit: 1000)
    }

    /// A log with the first events only.
    func log(through count: Int) async throws -> InMemoryEventLog {
        let log = InMemoryEventLog()
        let drafts = events.prefix(count).map {
            EventDraft(kind: $0.kind, canonicalPayload: $0.payload, time: $0.time)
        }
        _ = try await log.append(drafts, to: events[0].session, expecting: 0)
        return log
    }

    static func driver(
        _ model: any ModelClient, _ log: any EventLog, _ fold: SessionFold, at head: EventHead = .empty,
        tools: any ToolInvoking = StubTools(answer: "42"), snapshots: SnapshotPace = .never
    ) -> SessionDriver {
        SessionDriver(
            recorder: SessionRecorder(fold.session, in: log, at: head), fold: fold,
            services: SessionServices(model: model, tools: tools, policy: StubPolicy()), snapshots: snapshots)
    }

    /// Proves a session.
    static func proof(_ session: SessionID, in log: any EventLog) async throws -> ReplayReport<SessionFold> {
        try await SessionReplayer(log).replay(session, into: SessionFold(session: session))
    }
}
