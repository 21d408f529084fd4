import AgentMemory
import AgentRuntime
import AgentTesting
import Synchronization
import Testing

@Suite("Agent")
struct AgentTests {
    private let sum = ToolCall(id: "c1", name: "calc", argumentsText: #"{"expression":"6*7"}"#)

    private func builder(_ path: String, _ model: ScriptedModel) -> AgentBuilder {
        var builder = AgentBuilder(workspace: path, environment: [:])
        builder.model = ModelRegistration(name: "scripted", upstreamModel: "scripted", adapter: model, prices: .free)
        return builder
    }

    @Test("a turn runs through gate, router and log, and its recording replays")
    func turn() async throws {
        let workspace = try TemporaryWorkspace()
        let kinds = Mutex<[String]>([])
        var builder = builder(workspace.path, ScriptedModel([.toolCalls([sum]), .text("It is 42.")]))
        builder.onEvent = { event in kinds.withLock { $0.append(event.kind.rawValue) } }
        let (reply, report) = try await builder.run { agent in
            let reply = try await agent.ask("6*7?")
            return (reply, try await agent.archive.replay(reply.session))
        }
        #expect(reply.text == "It is 42.")
        #expect(reply.outcome.usage.totalTokens > 0)
        #expect(report.events == UInt64(kinds.withLock { $0.count }))
        #expect(kinds.withLock { $0 }.contains("tool.started"))
    }

    @Test("a session goes on in a later process with what was said before")
    func laterProcess() async throws {
        let workspace = try TemporaryWorkspace()
        let first = try await builder(workspace.path, ScriptedModel([.text("Blue.")])).run { agent in
            try await agent.ask("Which colour?")
        }
        let model = ScriptedModel([.text("Still blue.")])
        let second = try await builder(workspace.path, model).run { agent in
            try await agent.session(first.session).ask("And now?")
        }
        #expect(second.session == first.session)
        #expect(model.requests.last?.messages == [.user("Which colour?"), .assistant("Blue."), .user("And now?")])
    }

    @Test("what was said in one session comes to mind in another, and is recorded there")
    func recall() async throws {
        let workspace = try TemporaryWorkspace()
        var first = builder(workspace.path, ScriptedModel([.text("The deploy key lives in vault seven.")]))
        first.recallLimit = 2
        _ = try await first.run { agent in try await agent.ask("Where does the deploy key live?") }
        let model = ScriptedModel([.text("Vault seven.")])
        var second = builder(workspace.path, model)
        second.recallLimit = 2
        let reply = try await second.run { agent in
            let reply = try await agent.ask("Remind me where the deploy key lives.")
            _ = try await agent.archive.replay(reply.session)
            return reply
        }
        #expect(reply.text == "Vault seven.")
        #expect(model.requests.first?.system.contains("The deploy key lives in vault seven.") == true)
    }

    @Test("many sessions run side by side")
    func parallel() async throws {
        let workspace = try TemporaryWorkspace()
        let model = ScriptedModel([.text("Yes.")], repeatsLast: true)
        let sessions = try await builder(workspace.path, model).run { agent in
            try await withThrowingTaskGroup(of: AgentReply.self) { group in
                for _ in 0..<50 { group.addTask { try await agent.ask("Well?") } }
                return try await group.reduce(into: Set<SessionID>()) { $0.insert($1.session) }
            }
        }
        #expect(sessions.count == 50)
    }

    @Test("resuming a finished session changes nothing and gives its last ending")
    func resumeFinished() async throws {
        let workspace = try TemporaryWorkspace()
        let builder = builder(workspace.path, ScriptedModel([.text("Done.")]))
        let (reply, resumed, before, after) = try await builder.run { agent in
            let session = agent.session()
            let reply = try await session.ask("Go")
            let before = try await agent.archive.replay(session.id).head
            let resumed = try await session.resume()
            return (reply, resumed, before, try await agent.archive.replay(session.id).head)
        }
        #expect(resumed == reply)
        #expect(before == after)
    }

    @Test("cancelling one question stops its tool, keeps the agent, and leaves a session to resume")
    func cancelOne() async throws {
        let workspace = try TemporaryWorkspace()
        let entered = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let hang = ToolCall(id: "h", name: "test.hang", argumentsText: "{}")
        var builder = builder(
            workspace.path, ScriptedModel([.toolCalls([hang]), .text("Other."), .text("Resumed.")]))
        builder.tools = [Hang { entered.continuation.finish() }]
        try await builder.run { agent in
            let session = agent.session()
            let cancelled = try await withThrowingTaskGroup(of: AgentReply.self) { group in
                group.addTask { try await session.ask("Hang") }
                for await _ in entered.stream {}
                group.cancelAll()
                return try await group.next()
            }
            #expect(cancelled?.outcome.status == .cancelled)
            #expect(try await agent.ask("Another").text == "Other.")
            let fold = try await agent.archive.replay(session.id).state
            #expect(fold.isInterrupted)
            #expect(fold.isCancelled)
        }
    }

    @Test("a missing workspace and a broken configuration are named")
    func badSetUp() async throws {
        let missing = await #expect(throws: AgentError.self) {
            try await AgentBuilder(workspace: "/nowhere/at/all", environment: [:]).run { _ in }
        }
        #expect(missing?.code == .workspace)
        let workspace = try TemporaryWorkspace([".agent/agent.json": "{\"modle\": \"x\"}"])
        let broken = await #expect(throws: ConfigurationError.self) {
            try await AgentBuilder(workspace: workspace.path, environment: [:]).run { _ in }
        }
        #expect(broken?.message.contains("Did you mean 'model'?") == true)
    }

    @Test("the same agent in the same place keeps its identity, so a session is configured once")
    func identity() async throws {
        let workspace = try TemporaryWorkspace()
        let session = SessionID("ses_fixed")
        for _ in 0..<2 {
            _ = try await builder(workspace.path, ScriptedModel([.text("Hi.")])).run { agent in
                try await agent.session(session).ask("Hi")
            }
        }
        let events = try await SQLiteEventLog.withLog(at: workspace.path + "/.agent/sessions.sqlite") { log in
            try await SessionArchive(log: log).events(of: session)
        }
        #expect(events.filter { $0.kind == .sessionConfigured }.count == 1)
    }
}

/// A tool that never ends by itself.
private struct Hang: Tool {
    static let name = "test.hang"
    static let summary = "Hangs."
    static let effect = EffectClass.compute
    static let idempotency = Idempotency.pure

    private let onEnter: @Sendable () -> Void

    init(_ onEnter: @escaping @Sendable () -> Void) {
        self.onEnter = onEnter
    }

    func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        onEnter()
        let never = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        for await _ in never.stream {}
        throw CancellationError()
    }
}
