import AgentPrimitives
import AgentTools
import Synchronization
import Testing

@Suite struct ToolDispatcherTests {
    private struct Policy: PolicyEvaluating {
        struct Gone: Error, CustomStringConvertible {
            var description: String { "the rules are gone" }
        }

        let answer: @Sendable (PolicyRequest) throws -> PolicyDecision
        func evaluate(_ request: PolicyRequest) async throws -> PolicyDecision { try answer(request) }
    }

    private struct Budget: ToolBudgeting {
        func reserve(_ call: ToolCall, context: ToolCallContext) async throws {
            throw ToolError(.budgetExhausted, "expected a tool call to be left, found none")
        }
    }

    private let journal = RecordingJournal()
    private let call = ToolCall("guarded.send", #"{"recipient":"bob"}"#)
    private let context = ToolCallContext.sample(granted: ["net.send", "net.read"])

    private func dispatcher(
        policy: any PolicyEvaluating = AllowAll(), budget: (any ToolBudgeting)? = nil
    ) throws -> ToolDispatcher {
        ToolDispatcher(
            registry: try ToolRegistry([Guarded(journal: journal), Echo(journal: journal)]), policy: policy,
            budget: budget)
    }

    @Test("A permitted call is decided, intended, run and settled, in this order")
    func order() async throws {
        let outcome = try await dispatcher().invoke(call, context: context, journal: journal)
        #expect(outcome == .finished(content: "sent under key-1", isError: false))
        #expect(
            journal.entries == [
                .decision(PolicyDecision(.allow, reason: "for the test", rule: "allow all")),
                .intent(.keyed, key: "key-1"), .ran("bob"), .outcome(outcome),
            ])
    }

    private func expectRefusal(_ outcome: ToolOutcome, rule: String) {
        #expect(journal.stages == [.decision, .outcome])
        #expect(journal.entries.last == .outcome(outcome))
        #expect(journal.decision?.rule == rule)
        #expect(journal.decision?.verdict != .allow)
    }

    @Test func unknownTool() async throws {
        let outcome = try await dispatcher().invoke(ToolCall("ehco"), context: context, journal: journal)
        #expect(outcome == .denied(reason: #"expected the name of a tool, found "ehco"; did you mean echo?"#))
        expectRefusal(outcome, rule: "unknown tool")
    }

    @Test("The capability comes before the arguments: who may not call learns nothing of them")
    func capability() async throws {
        let call = ToolCall("guarded.send", "broken")
        let outcome = try await dispatcher().invoke(
            call, context: .sample(granted: ["net.read", "fs.read"]), journal: journal)
        #expect(
            outcome
                == .denied(
                    reason: "guarded.send requires net.read, net.send; granted: fs.read, net.read; missing: net.send"))
        expectRefusal(outcome, rule: "capability")
    }

    @Test("A model can correct its arguments, so they are an error result")
    func schema() async throws {
        let call = ToolCall("guarded.send", #"{"recipient":1}"#)
        let outcome = try await dispatcher(policy: Policy { _ in throw Policy.Gone() }).invoke(
            call, context: context, journal: journal)
        #expect(outcome == .finished(content: "/recipient: expected a string, found 1", isError: true))
        expectRefusal(outcome, rule: "schema")
    }

    @Test func policyDenies() async throws {
        let policy = Policy { _ in PolicyDecision(.deny, reason: "not on Sundays", rule: "rule 2") }
        let outcome = try await dispatcher(policy: policy).invoke(call, context: context, journal: journal)
        #expect(outcome == .denied(reason: "not on Sundays"))
        expectRefusal(outcome, rule: "rule 2")
    }

    @Test func policyThrows() async throws {
        let policy = Policy { _ in throw Policy.Gone() }
        let outcome = try await dispatcher(policy: policy).invoke(call, context: context, journal: journal)
        #expect(outcome == .denied(reason: "the policy could not be evaluated: the rules are gone"))
        expectRefusal(outcome, rule: "evaluation error")
    }

    @Test func policyEscalates() async throws {
        let policy = Policy { _ in PolicyDecision(.escalate(approvers: ["ops"]), reason: "ask first", rule: "rule 3") }
        let outcome = try await dispatcher(policy: policy).invoke(call, context: context, journal: journal)
        #expect(outcome == .escalated(reason: "ask first", approvers: ["ops"]))
        expectRefusal(outcome, rule: "rule 3")
    }

    @Test func budget() async throws {
        let outcome = try await dispatcher(budget: Budget()).invoke(call, context: context, journal: journal)
        #expect(outcome == .denied(reason: "expected a tool call to be left, found none"))
        expectRefusal(outcome, rule: "budget")
    }

    @Test("The policy is asked about the parsed arguments, the effect and the capabilities")
    func request() async throws {
        let asked = Mutex<PolicyRequest?>(nil)
        let policy = Policy { request in
            asked.withLock { $0 = request }
            return PolicyDecision(.allow, reason: "", rule: "")
        }
        _ = try await dispatcher(policy: policy).invoke(call, context: context, journal: journal)
        let request = try #require(asked.withLock { $0 })
        #expect(
            request.action
                == .invokeTool(name: "guarded.send", arguments: ["recipient": "bob"], effect: .external))
        #expect(request.tags == ["cap:net.send", "cap:net.read"])
        #expect(request.metadata == ["summary": "Sends something."])
        #expect(request.agent == context.agent)
        #expect(request.session == context.session)
    }

    @Test(
        "A journal that fails before the tool keeps it from running",
        arguments: [RecordingJournal.Stage.decision, .intent])
    func journalFailsBefore(stage: RecordingJournal.Stage) async throws {
        let ran = RecordingJournal()
        let dispatcher = try ToolDispatcher(Echo(journal: ran))
        await #expect(throws: RecordingJournal.Failure(stage: stage)) {
            try await dispatcher.invoke(
                ToolCall("echo", #"{"text":"a"}"#), context: context, journal: RecordingJournal(failingAt: stage))
        }
        #expect(ran.entries.isEmpty)
    }

    @Test("A journal that fails afterwards leaves the intent open")
    func journalFailsAfter() async throws {
        let failing = RecordingJournal(failingAt: .outcome)
        let dispatcher = try ToolDispatcher(Echo(journal: failing))
        await #expect(throws: RecordingJournal.Failure(stage: .outcome)) {
            try await dispatcher.invoke(ToolCall("echo", #"{"text":"a"}"#), context: context, journal: failing)
        }
        #expect(failing.stages == [.decision, .intent, .run])
    }
}
