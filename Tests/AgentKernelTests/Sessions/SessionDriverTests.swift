import AgentAdapters
import AgentMemory
import AgentPrimitives
import AgentTelemetry
import AgentTesting
import Synchronization
import Testing

@testable import AgentKernel

@Suite("SessionDriver")
struct SessionDriverTests {
    private let session = SessionID("ses_test")
    private let log = InMemoryEventLog()

    private func driver(
        _ model: any ModelClient, _ tools: any ToolInvoking = StubTools(answer: "42"), policy: StubPolicy = StubPolicy()
    ) async throws -> SessionDriver {
        var fold = SessionFold(session: session)
        if try await log.head(of: session) != .empty {
            fold = try await SessionReplayer(log).replay(session, into: fold).state
        }
        let recorder = SessionRecorder(session, in: log, at: try await log.head(of: session))
        let services = SessionServices(model: model, tools: tools, policy: policy)
        return SessionDriver(recorder: recorder, fold: fold, services: services)
    }

    private func kinds() async throws -> [String] {
        try await log.read(session, from: 1, limit: 1000).map(\.kind.rawValue)
    }

    private let sum = ToolCall(id: "c1", name: "calc", argumentsText: #"{"expression":"6*7"}"#)

    @Test("a turn with a tool call is recorded step by step and replays")
    func turn() async throws {
        let tools = StubTools(answer: "42")
        let driver = try await driver(ScriptedModel([.toolCalls([sum]), .text("It is 42.")]), tools)
        let said = Mutex("")
        let outcome = try await driver.run(RunFixtures.input("6*7?"), under: RunFixtures.configuration()) { text in
            said.withLock { $0 += text }
        }
        #expect(outcome.status == .completed)
        #expect(outcome.text == "It is 42.")
        #expect(said.withLock { $0 } == "It is 42.")
        #expect(tools.calls == [sum])
        let recorded = try await kinds()
        #expect(
            recorded.filter { $0 != "model.events" } == [
                "session.configured", "run.started", "model.decided", "model.requested", "tool.decided", "tool.started",
                "tool.finished", "model.decided", "model.requested", "run.finished",
            ])
        let report = try await SessionReplayer(log).replay(session, into: SessionFold(session: session))
        #expect(report.events == UInt64(recorded.count))
        #expect(report.state.lastOutcome == outcome)
    }

    @Test("the next turn sees what was said before")
    func history() async throws {
        let model = ScriptedModel([.text("One."), .text("Two.")])
        let driver = try await driver(model)
        _ = try await driver.run(RunFixtures.input("First?"), under: RunFixtures.configuration()) { _ in }
        _ = try await driver.run(RunFixtures.input("Second?"), under: RunFixtures.configuration()) { _ in }
        #expect(model.requests.last?.messages == [.user("First?"), .assistant("One."), .user("Second?")])
    }

    @Test("a refusing policy keeps the model from being asked")
    func denied() async throws {
        let model = ScriptedModel([.text("no")])
        let driver = try await driver(model, policy: StubPolicy(verdict: .deny))
        let outcome = try await driver.run(RunFixtures.input("Hi"), under: RunFixtures.configuration()) { _ in }
        #expect(outcome.status == .denied)
        #expect(model.requests.isEmpty)
    }

    @Test("a model that fails after some text ends the turn with its code")
    func modelFails() async throws {
        let broken = ScriptedModel([
            .failure(
                ModelError(.unreachable, "gone"),
                after: [[.blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: "He")]])
        ])
        let outcome = try await driver(broken).run(RunFixtures.input("Hi"), under: RunFixtures.configuration()) { _ in }
        #expect(outcome.status == .failed)
        #expect(outcome.modelError == .unreachable)
    }

    @Test("an answer that ends without a stop is no answer")
    func noStop() async throws {
        let silent = ScriptedModel([.batches([[.blockStarted(index: 0, kind: .text)]])])
        let outcome = try await driver(silent).run(RunFixtures.input("Hi"), under: RunFixtures.configuration()) { _ in }
        #expect(outcome.modelError == .malformedResponse)
    }

    @Test("cancelling stops the tool, is recorded, and the turn resumes without asking the model again")
    func cancelAndResume() async throws {
        let entered = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let hanging = StubTools { _ in
            entered.continuation.finish()
            let never = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            for await _ in never.stream {}
            throw CancellationError()
        }
        let first = ScriptedModel([.toolCalls([sum])])
        let driver = try await driver(first, hanging)
        let outcome = try await withThrowingTaskGroup(of: RunOutcome.self) { group in
            group.addTask {
                try await driver.run(RunFixtures.input("6*7?"), under: RunFixtures.configuration()) { _ in }
            }
            for await _ in entered.stream {}
            group.cancelAll()
            return try await group.next()
        }
        #expect(outcome?.status == .cancelled)
        #expect(try await kinds().last == "run.cancelled")

        let second = ScriptedModel([.text("It is 42.")])
        let again = StubTools(answer: "42")
        let resumed = try await self.driver(second, again).resume { _ in }
        #expect(resumed?.text == "It is 42.")
        #expect(again.calls == [sum])
        #expect(second.requests.count == 1)
        _ = try await SessionReplayer(log).replay(session, into: SessionFold(session: session))
    }

    @Test("a log cut at any event resumes to the same answer, and finished effects are not repeated")
    func crashAnywhere() async throws {
        _ = try await driver(ScriptedModel([.toolCalls([sum]), .text("It is 42.")])).run(
            RunFixtures.input("6*7?"), under: RunFixtures.configuration()
        ) {
            _ in
        }
        let whole = try await log.read(session, from: 1, limit: 1000)
        for length in 2...whole.count {
            let cut = InMemoryEventLog()
            let drafts = whole.prefix(length).map {
                EventDraft(kind: $0.kind, canonicalPayload: $0.payload, time: $0.time)
            }
            _ = try await cut.append(drafts, to: session, expecting: 0)
            let report = try await SessionReplayer(cut).replay(session, into: SessionFold(session: session))
            let prefix = whole.prefix(length).map(\.kind.rawValue)
            let model = ScriptedModel([
                report.state.modelCalls < 2 && !prefix.contains("tool.finished") && !hasToolCall(whole.prefix(length))
                    ? .toolCalls([sum]) : .text("It is 42."), .text("It is 42."),
            ])
            let tools = StubTools(answer: "42")
            let resumed = SessionDriver(
                recorder: SessionRecorder(session, in: cut, at: report.head), fold: report.state,
                services: SessionServices(model: model, tools: tools, policy: StubPolicy()))
            let outcome = try await resumed.resume { _ in }
            if prefix.last == "run.finished" {
                #expect(outcome == nil)
                #expect(try await cut.head(of: session) == report.head)
            } else {
                #expect(outcome?.text == "It is 42.", "cut after \(length) events")
            }
            #expect(tools.calls.count == (prefix.contains("tool.finished") ? 0 : 1), "cut after \(length) events")
            _ = try await SessionReplayer(cut).replay(session, into: SessionFold(session: session))
        }
    }

    /// Whether the first answer, with its tool call, is complete in these events.
    private func hasToolCall(_ events: ArraySlice<Event>) -> Bool {
        var fold = SessionFold(session: session)
        for event in events {
            guard (try? fold.fold(event)) != nil else { return false }
        }
        return fold.run?.transcript.last?.role == .assistant
    }

    @Test("a session that runs a turn refuses another")
    func busy() async throws {
        let entered = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let gate = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let tools = StubTools { _ in
            entered.continuation.finish()
            for await _ in gate.stream {}
            return .finished(content: "42", isError: false)
        }
        let driver = try await driver(ScriptedModel([.toolCalls([sum]), .text("Done.")]), tools)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try await driver.run(RunFixtures.input("One"), under: RunFixtures.configuration()) { _ in }
            }
            for await _ in entered.stream {}
            let error = await #expect(throws: KernelError.self) {
                try await driver.run(RunFixtures.input("Two"), under: RunFixtures.configuration()) { _ in }
            }
            #expect(error?.code == .sessionBusy)
            gate.continuation.finish()
            try await group.waitForAll()
        }
    }

    @Test("several tools run in one round and all are recorded")
    func parallelTools() async throws {
        let calls = (0..<20).map { ToolCall(id: "c\($0)", name: "calc", argumentsText: "{}") }
        let tools = StubTools(answer: "1")
        let driver = try await driver(ScriptedModel([.toolCalls(calls), .text("Done.")]), tools)
        #expect(
            try await driver.run(RunFixtures.input("Many"), under: RunFixtures.configuration()) { _ in }.text == "Done."
        )
        #expect(Set(tools.calls.map(\.id)).count == 20)
        _ = try await SessionReplayer(log).replay(session, into: SessionFold(session: session))
    }
}
