import AgentMemory
import AgentPrimitives
import AgentTelemetry
import AgentTesting
import Testing

@testable import AgentKernel

@Suite("SessionOpening")
struct SessionOpeningTests {
    private let session = RecordedConversation.session

    @Test("what is opened goes on as what was proven, from a log cut at any event")
    func opensAsTheProof() async throws {
        let conversation = try await RecordedConversation()
        for count in 1...conversation.events.count {
            let (first, second) = (
                try await conversation.log(through: count), try await conversation.log(through: count)
            )
            let proven = try await RecordedConversation.proof(session, in: first)
            let opened = try await SessionOpening(second).open(session)
            #expect(opened.head == proven.head)
            #expect(try opened.fold.history() == proven.state.history())
            #expect(opened.fold.isInterrupted == proven.state.isInterrupted)
            #expect(opened.fold.openCalls == proven.state.openCalls)

            let outcomes = try await [(first, proven.state), (second, opened.fold)].asyncMap { log, fold in
                let driver = RecordedConversation.driver(
                    ScriptedModel([.text("Then this.")], repeatsLast: true), log, fold, at: proven.head)
                return try await driver.resume { _ in }
            }
            #expect(outcomes[0] == outcomes[1], "after \(count) events")
            let kinds = try await [first, second].asyncMap { log in
                try await log.read(session, from: 1, limit: 1000).map(\.kind)
            }
            // Tools of one round run side by side, in whatever order.
            #expect(kinds[0].map(\.rawValue).sorted() == kinds[1].map(\.rawValue).sorted())
            _ = try await RecordedConversation.proof(session, in: second)
        }
    }

    @Test("a snapshot at the end of a turn stands for the events before it")
    func usesASnapshot() async throws {
        let log = InMemoryEventLog()
        let driver = RecordedConversation.driver(
            ScriptedModel([.text("One."), .text("Two."), .text("Three.")]), log, SessionFold(session: session),
            snapshots: SnapshotPace(events: 15, last: 0))
        for question in ["First?", "Second?", "Third?"] {
            _ = try await driver.run(RunFixtures.input(question), under: RunFixtures.configuration()) { _ in }
        }
        let opened = try await SessionOpening(log).open(session)
        let proven = try await RecordedConversation.proof(session, in: log)
        #expect((15..<proven.head.sequence).contains(opened.snapshot))
        #expect(opened.head == proven.head)
        var states = [opened.fold, proven.state]
        #expect(try states[0].snapshotState() == states[1].snapshotState())
        #expect(opened.fold.turns == 3)
    }

    @Test("a snapshot that cannot be read is passed over")
    func passesOverASnapshot() async throws {
        let log = try await RecordedConversation().log(through: 1000)
        let head = try await log.head(of: session)
        try await log.save(
            SessionSnapshot(session: session, head: head, format: SessionFold.snapshotFormat, state: Array("{}\n".utf8))
        )
        let opened = try await SessionOpening(log).open(session)
        #expect(opened.snapshot == 0)
        #expect(opened.fold.turns == 2)
    }

    @Test("a session that was never recorded opens empty")
    func opensEmpty() async throws {
        let opened = try await SessionOpening(InMemoryEventLog()).open(session)
        #expect(opened.head == .empty)
        #expect(opened.fold.configuration == nil)
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
