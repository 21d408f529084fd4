import AgentPrimitives
import AgentTools
import Testing

@Suite struct ToolDispatcherResolvingTests {
    private let journal = RecordingJournal()

    private func resolve(
        _ tool: any Tool, _ idempotency: Idempotency, arguments: String = "{}",
        granted: CapabilitySet = ["net.send", "net.read"]
    ) async throws -> ToolOutcome {
        let dispatcher = try ToolDispatcher(tool)
        let name = dispatcher.descriptors[0].name
        return try await dispatcher.resolve(
            ToolCall(name, arguments), idempotency: idempotency, context: .sample(granted: granted), journal: journal)
    }

    @Test func pureRunsAgain() async throws {
        let outcome = try await resolve(Echo(journal: journal), .pure, arguments: #"{"text":"a"}"#)
        #expect(outcome == .finished(content: "a", isError: false))
        #expect(journal.stages == [.decision, .intent, .run, .outcome])
    }

    @Test func keyedRunsAgainUnderItsKey() async throws {
        let outcome = try await resolve(Guarded(journal: journal), .keyed, arguments: #"{"recipient":"bob"}"#)
        #expect(outcome == .finished(content: "sent under key-1", isError: false))
        #expect(journal.entries.contains(.intent(.keyed, key: "key-1")))
    }

    @Test("A keyed call that may no longer run is not called denied: it may have run already")
    func keyedRefused() async throws {
        let outcome = try await resolve(
            Guarded(journal: journal), .keyed, arguments: #"{"recipient":"bob"}"#, granted: [])
        guard case .escalated(let reason, _) = outcome else {
            Issue.record("expected an escalation, found \(outcome)")
            return
        }
        #expect(reason.contains("missing: net.read, net.send"))
        #expect(journal.stages == [.decision, .outcome])
    }

    @Test func reconcilableIsAsked() async throws {
        let tool = Scripted(body: { .text("ran") }, settle: { .text("it had been sent") })
        #expect(try await resolve(tool, .reconcilable) == .finished(content: "it had been sent", isError: false))
        #expect(journal.stages == [.outcome])
    }

    @Test("A hook that cannot tell, or fails, leaves it to a person")
    func reconcilableUnknown() async throws {
        struct Broken: Error {}
        for tool in [Scripted(body: { .text("ran") }), Scripted(body: { .text("ran") }, settle: { throw Broken() })] {
            guard case .escalated = try await resolve(tool, .reconcilable) else {
                Issue.record("expected an escalation")
                return
            }
        }
    }

    @Test func unsafeNeverRuns() async throws {
        let outcome = try await resolve(Echo(journal: journal), .unsafe, arguments: #"{"text":"a"}"#)
        guard case .escalated(let reason, _) = outcome else {
            Issue.record("expected an escalation, found \(outcome)")
            return
        }
        #expect(reason.contains("echo"))
        #expect(journal.stages == [.outcome])
    }
}
