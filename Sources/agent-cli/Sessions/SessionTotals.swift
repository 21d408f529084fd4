internal import AgentRuntime

/// What a session's turns used, and how the session stands.
struct SessionTotals: Sendable {
    private(set) var turns = 0
    private(set) var modelCalls = 0
    private(set) var toolCalls = 0
    private(set) var usage = Usage()
    /// `nil` once a turn's cost is unknown.
    private(set) var cost: Money? = .zero
    /// How the last turn ended; `interrupted` while it has not.
    private(set) var status = "empty"

    mutating func add(_ event: SessionEvent) {
        switch event {
        case .runStarted, .runResumed:
            if case .runStarted = event { turns += 1 }
            status = "interrupted"
        case .modelRequested:
            modelCalls += 1
        case .toolStarted:
            toolCalls += 1
        case .runFinished(let outcome):
            usage = usage + outcome.usage
            cost = cost.flatMap { sum in outcome.cost.map { sum + $0 } }
            status = outcome.status.rawValue
        case .runCancelled:
            status = RunOutcome.Status.cancelled.rawValue
        case .runSuspended:
            status = RunOutcome.Status.awaitingApproval.rawValue
        case .configured, .forked, .modelDecided, .modelEvents, .modelFailed, .toolDecided, .toolFinished:
            break
        }
    }

    /// The members that `inspect --json` has beside the events.
    var members: JSONObject {
        var members: JSONObject = [
            "status": .string(status), "turns": .int(turns), "model_calls": .int(modelCalls),
            "tool_calls": .int(toolCalls), "usage": usage.json, "cost_usd_micros": .int(cost?.micros ?? 0),
        ]
        if cost == nil { members["cost_known"] = false }
        return members
    }

    /// One line for a person.
    var sentence: String {
        [
            status, Self.count(turns, "turn"), Self.count(modelCalls, "model call"),
            Self.count(toolCalls, "tool call"), "\(usage.inputTokens) tokens in, \(usage.outputTokens) out",
            cost.map(\.description) ?? "cost unknown",
        ].joined(separator: " · ")
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
