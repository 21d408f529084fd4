import AgentAdapters
import AgentPrimitives
import Testing

@testable import AgentKernel

/// Drives a fold the way the session driver does: inputs in, actions out, intents applied at once.
private struct Table {
    var fold = SessionFold(session: SessionID("ses_test"))
    var log: [SessionEvent] = []

    init(_ configuration: SessionConfiguration = RunFixtures.configuration()) throws {
        _ = try put(.configured(configuration))
    }

    mutating func put(_ event: SessionEvent, at now: Timestamp = RunFixtures.now) throws -> [RunAction] {
        let actions = try fold.apply(event, at: now)
        log.append(event)
        for intent in actions.compactMap(\.intent) {
            _ = try fold.apply(intent, at: now)
            log.append(intent)
        }
        return actions
    }
}

private typealias Fixtures = RunFixtures

extension [RunAction] {
    fileprivate var outcome: RunOutcome? {
        for case .finish(let outcome) in self { return outcome }
        return nil
    }

    fileprivate var request: ModelRequest? {
        for case .callModel(_, let request) in self { return request }
        return nil
    }

    fileprivate var work: [ToolWork] {
        for case .runTools(let work) in self { return work }
        return []
    }
}

@Suite("SessionFold")
struct SessionFoldTests {
    @Test("a question and an answer")
    func plainAnswer() throws {
        var table = try Table()
        #expect(
            try table.put(.runStarted(Fixtures.input("Hi"))) == [
                .authorizeModel(provider: "builtin", model: "scripted")
            ])
        let request = try #require(try table.put(Fixtures.allow).request)
        #expect(request.system == "Be brief.")
        #expect(request.messages == [.user("Hi")])
        #expect(request.tools == [Fixtures.calc])
        let actions = try table.put(Fixtures.answer("Hello.", call: 1))
        #expect(actions.first == .reply("Hello."))
        let outcome = try #require(actions.outcome)
        #expect(outcome.status == .completed)
        #expect(outcome.text == "Hello.")
        #expect(outcome.usage == Usage(inputTokens: 10, outputTokens: 5))
        #expect(outcome.cost == .zero)
        #expect(!table.fold.isInterrupted)
        #expect(try table.fold.history() == [.user("Hi"), .assistant("Hello.")])
    }

    @Test("tool calls run, and their results go back in the order of the calls")
    func tools() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Sum")))
        _ = try table.put(Fixtures.allow)
        let work = try table.put(Fixtures.asks([("a", "{}"), ("b", "[1]")], call: 1)).work
        #expect(work.map(\.call.id) == ["a", "b"])
        #expect(work.map(\.call.argumentsText) == ["{}", "[1]"])
        #expect(Set(work.map(\.idempotencyKey)).count == 2)
        for id in ["b", "a"] { #expect(try table.put(Fixtures.decided(id)) == []) }
        for id in ["b", "a"] {
            #expect(try table.put(.toolStarted(callID: id, idempotency: .pure, key: "k")) == [])
        }
        #expect(try table.put(Fixtures.finished("b", "2")) == [])
        #expect(
            try table.put(Fixtures.finished("a", "1")) == [.authorizeModel(provider: "builtin", model: "scripted")])
        let request = try #require(try table.put(Fixtures.allow).request)
        let results = request.messages.last?.content.compactMap { part -> String? in
            if case .toolResult(let result) = part { result.content } else { nil }
        }
        #expect(results == ["1", "2"])
        #expect(try table.put(Fixtures.answer("3", call: 2)).outcome?.usage.totalTokens == 30)
    }

    @Test("two calls of the same identifier are told apart")
    func repeatedCallIDs() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Sum")))
        _ = try table.put(Fixtures.allow)
        let work = try table.put(Fixtures.asks([("a", "{}"), ("a", "{}"), ("", "{}")], call: 1)).work
        #expect(Set(work.map(\.call.id)).count == 3)
    }

    @Test("a refused model ends the turn as denied")
    func denied() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Hi")))
        let outcome = try table.put(.modelDecided(PolicyDecision(.deny, reason: "no models", rule: "r"))).outcome
        #expect(outcome?.status == .denied)
        #expect(outcome?.reason.contains("no models") == true)
    }

    @Test("the step limit ends a turn that keeps asking for tools")
    func stepLimit() throws {
        var table = try Table(Fixtures.configuration { $0.limits.maximumSteps = 1 })
        _ = try table.put(.runStarted(Fixtures.input("Loop")))
        _ = try table.put(Fixtures.allow)
        _ = try table.put(Fixtures.asks([("a", "{}")], call: 1))
        _ = try table.put(Fixtures.finished("a", "1"))
        #expect(try table.put(Fixtures.allow).outcome?.status == .stepLimit)
    }

    @Test("a budget without room ends the turn before the call, not after")
    func budget() throws {
        for budget in [
            Budget(tokens: 100), Budget(money: Money(micros: 10)), Budget(modelCalls: 0),
        ] {
            var table = try Table(
                Fixtures.configuration {
                    $0.prices = ModelPrices(inputMicros: 0, outputMicros: 1_000_000)
                })
            _ = try table.put(.runStarted(Fixtures.input("Hi", budget: budget)))
            let actions = try table.put(Fixtures.allow)
            #expect(actions.request == nil)
            #expect(actions.outcome?.status == .budgetExhausted)
        }
    }

    @Test("a money limit refuses a model of unknown price")
    func unknownPrice() throws {
        var table = try Table(Fixtures.configuration { $0.prices = nil })
        _ = try table.put(.runStarted(Fixtures.input("Hi", budget: Budget(money: Money(micros: 1_000_000)))))
        #expect(try table.put(Fixtures.allow).outcome?.status == .budgetExhausted)
    }

    @Test("wall time counts from the start of the turn")
    func wallTime() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Hi", budget: Budget(wallTime: .seconds(1)))))
        let later = Timestamp(microseconds: Fixtures.now.microseconds + 1_000_000)
        #expect(try table.put(Fixtures.allow, at: later).outcome?.status == .budgetExhausted)
    }

    @Test("a failed model call ends the turn with its code and what was said before")
    func modelFailure() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Hi")))
        _ = try table.put(Fixtures.allow)
        let outcome = try table.put(.modelFailed(call: 1, code: .unreachable, message: "gone")).outcome
        #expect(outcome?.status == .failed)
        #expect(outcome?.modelError == .unreachable)
        #expect(outcome?.reason == "gone")
    }

    @Test("a prompt that exceeds the context ends the turn with the numbers")
    func tooLarge() throws {
        var table = try Table(Fixtures.configuration { $0.limits.contextTokens = 2048 })
        _ = try table.put(.runStarted(Fixtures.input(String(repeating: "word ", count: 100_000))))
        let outcome = try table.put(Fixtures.allow).outcome
        #expect(outcome?.status == .failed)
        #expect(outcome?.reason.contains("2048") == true)
    }

    @Test("an escalated tool suspends the turn; resuming asks again")
    func escalation() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Hi")))
        _ = try table.put(Fixtures.allow)
        _ = try table.put(Fixtures.asks([("a", "{}")], call: 1))
        let actions = try table.put(
            .toolFinished(callID: "a", outcome: .escalated(reason: "needs ann", approvers: ["ann"])))
        #expect(actions == [.suspend(reason: "calc: needs ann")])
        #expect(table.fold.isAwaitingApproval)
        #expect(try table.put(.runResumed).work.map(\.call.id) == ["a"])
    }

    @Test("an interrupted call keeps its idempotency and its recorded key over any number of resumptions")
    func interruptedTool() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Hi")))
        _ = try table.put(Fixtures.allow)
        let first = try table.put(Fixtures.asks([("a", "{}"), ("b", "{}")], call: 1)).work
        _ = try table.put(Fixtures.decided("a"))
        _ = try table.put(.toolStarted(callID: "a", idempotency: .unsafe, key: "k"))
        for _ in 0..<3 {
            let work = try table.put(.runResumed).work
            #expect(work.map(\.interrupted) == [.unsafe, nil])
            #expect(work.map(\.idempotencyKey) == ["k", first[1].idempotencyKey])
        }
        _ = try table.put(Fixtures.finished("a", "1"))
        #expect(try table.put(.runResumed).work.map(\.call.id) == ["b"])
    }

    @Test("a model call cut short by a crash is asked again from the start")
    func interruptedModel() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Hi")))
        _ = try table.put(Fixtures.allow)
        _ = try table.put(
            .modelEvents(call: 1, events: [.blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: "He")]))
        #expect(try table.put(.runResumed) == [.authorizeModel(provider: "builtin", model: "scripted")])
        _ = try table.put(Fixtures.allow)
        #expect(try table.put(Fixtures.answer("Hello.", call: 2)).outcome?.text == "Hello.")
    }

    @Test("a cancelled turn gives way to a new one, and its open calls get a result")
    func cancelled() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("One")))
        _ = try table.put(Fixtures.allow)
        _ = try table.put(Fixtures.asks([("a", "{}")], call: 1))
        #expect(try table.put(.runCancelled(reason: "enough")) == [])
        _ = try table.put(.runStarted(Fixtures.input("Two")))
        let request = try #require(try table.put(Fixtures.allow).request)
        #expect(request.messages.count == 4)
        #expect(request.messages[2].role == .tool)
        #expect(request.messages[3] == .user("Two"))
    }

    @Test("events out of place are refused and change nothing")
    func outOfPlace() throws {
        var table = try Table()
        #expect(throws: KernelError.self) { try table.put(Fixtures.allow) }
        _ = try table.put(.runStarted(Fixtures.input("Hi")))
        #expect(throws: KernelError.self) { try table.put(Fixtures.answer("x", call: 1)) }
        #expect(throws: KernelError.self) { try table.put(.runStarted(Fixtures.input("Again"))) }
        #expect(throws: KernelError.self) { try table.put(Fixtures.finished("a", "1")) }
        #expect(try table.put(Fixtures.allow).request != nil)
    }

    @Test("one large answer in one-character batches is put together in linear time")
    func manyDeltas() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Hi")))
        _ = try table.put(Fixtures.allow)
        _ = try table.put(.modelEvents(call: 1, events: [.blockStarted(index: 0, kind: .text)]))
        for _ in 0..<100_000 {
            _ = try table.fold.apply(
                .modelEvents(call: 1, events: [.blockDelta(index: 0, text: "x")]), at: Fixtures.now)
        }
        let outcome = try table.put(.modelEvents(call: 1, events: [.stop(.endOfTurn)])).outcome
        #expect(outcome?.text.utf8.count == 100_000)
    }

    @Test("recorded events fold to the same state; a changed intent is found at its sequence")
    func replay() throws {
        var table = try Table()
        _ = try table.put(.runStarted(Fixtures.input("Sum")))
        _ = try table.put(Fixtures.allow)
        _ = try table.put(Fixtures.asks([("a", "{}")], call: 1))
        _ = try table.put(Fixtures.decided("a"))
        _ = try table.put(.toolStarted(callID: "a", idempotency: .pure, key: "k"))
        _ = try table.put(Fixtures.finished("a", "1"))
        _ = try table.put(Fixtures.allow)
        _ = try table.put(Fixtures.answer("1.", call: 2))

        let events = try seal(table.log)
        var replayed = SessionFold(session: SessionID("ses_test"))
        for event in events { try replayed.fold(event) }
        #expect(try replayed.history() == table.fold.history())
        #expect(replayed.lastOutcome == table.fold.lastOutcome)
        for length in 0...events.count {
            var cut = SessionFold(session: SessionID("ses_test"))
            for event in events.prefix(length) { try cut.fold(event) }
        }

        for (index, recorded) in table.log.enumerated() {
            guard case .modelRequested(var intent) = recorded else { continue }
            intent.digest = SHA256Digest(of: "another request".utf8)
            var changed = table.log
            changed[index] = .modelRequested(intent)
            var other = SessionFold(session: SessionID("ses_test"))
            let divergence = #expect(throws: ReplayDivergence.self) {
                for event in try seal(changed) { try other.fold(event) }
            }
            #expect(divergence?.sequence == UInt64(index + 1))
        }
    }

    private func seal(_ log: [SessionEvent]) throws -> [Event] {
        var head = EventHead.empty
        return try log.map { recorded in
            let draft = try EventDraft(kind: recorded.kind, payload: recorded.payload, time: Fixtures.now)
            let event = Event(draft, session: SessionID("ses_test"), after: head)
            head = event.head
            return event
        }
    }
}
