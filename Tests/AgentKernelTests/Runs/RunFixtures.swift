import AgentAdapters
import AgentPrimitives

@testable import AgentKernel

/// Parts that the tables of the run and session tests are made of.
enum RunFixtures {
    static let now = Timestamp(microseconds: 1_000_000)
    static let agent = AgentManifest(id: AgentID(randomBits: 1, 2), name: "tester", capabilities: ["fs.read"])
    static let calc = ToolDescriptor(
        name: "calc", summary: "Computes.", inputSchema: ["type": "object"], effect: .compute, idempotency: .pure)

    static func configuration(_ change: (inout SessionConfiguration) -> Void = { _ in }) -> SessionConfiguration {
        var configuration = SessionConfiguration(
            agent: agent, model: "scripted", provider: "builtin", prices: .free, instructions: "Be brief.",
            tools: [calc]
        )
        change(&configuration)
        return configuration
    }

    static func input(_ prompt: String, budget: Budget = .unlimited) -> RunInput {
        RunInput(
            messages: [.user(prompt)], budget: budget, task: TaskID("task_1"), message: MessageID(rawValue: 7),
            trace: TraceID(rawValue: 9))
    }

    static let allow = SessionEvent.modelDecided(PolicyDecision(.allow, reason: "test", rule: "test"))

    /// A whole answer of one text block.
    static func answer(_ text: String, call: Int, stop: StopReason = .endOfTurn) -> SessionEvent {
        .modelEvents(
            call: call,
            events: [
                .started(id: "a", model: "m"), .blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: text),
                .blockStopped(index: 0), .usage(Usage(inputTokens: 10, outputTokens: 5)), .stop(stop),
            ])
    }

    /// A whole answer that asks for tools.
    static func asks(_ calls: [(id: String, arguments: String)], call: Int) -> SessionEvent {
        var events: [ModelEvent] = [.started(id: "a", model: "m")]
        for (index, item) in calls.enumerated() {
            events += [
                .blockStarted(index: index, kind: .toolCall(id: item.id, name: "calc")),
                .blockDelta(index: index, text: item.arguments), .blockStopped(index: index),
            ]
        }
        events += [.usage(Usage(inputTokens: 10, outputTokens: 5)), .stop(.toolUse)]
        return .modelEvents(call: call, events: events)
    }

    static func decided(_ id: String) -> SessionEvent {
        .toolDecided(callID: id, decision: PolicyDecision(.allow, reason: "test", rule: "test"))
    }

    static func finished(_ id: String, _ content: String) -> SessionEvent {
        .toolFinished(callID: id, outcome: .finished(content: content, isError: false))
    }
}
