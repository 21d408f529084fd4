internal import AgentPrimitives
internal import AgentTelemetry

/// Records a tool call that belongs to no turn, under kinds of its own, which the fold of a session passes over.
struct CallJournal: EffectJournal {
    private let recorder: SessionRecorder

    init(_ session: SessionID, in log: any EventLog, time: any TimeSource) {
        recorder = SessionRecorder(session, in: log, at: .empty, time: time)
    }

    func recordDecision(_ decision: PolicyDecision, for call: ToolCall) async throws {
        try await recorder.append(EventKind(rawValue: "call.decided"), ["call": call.json, "decision": decision.json])
    }

    func recordIntent(_ call: ToolCall, idempotency: Idempotency, key: String) async throws {
        try await recorder.append(
            EventKind(rawValue: "call.started"),
            ["call_id": .string(call.id), "idempotency": .string(idempotency.rawValue), "key": .string(key)])
    }

    func recordOutcome(_ outcome: ToolOutcome, of call: ToolCall) async throws {
        try await recorder.append(
            EventKind(rawValue: "call.finished"), ["call_id": .string(call.id), "outcome": outcome.json])
    }
}
