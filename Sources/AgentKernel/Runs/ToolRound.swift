internal import AgentPrimitives

/// The tool calls of one model answer, from decision to outcome.
struct ToolRound: Hashable, Sendable {
    private enum State: Hashable {
        /// Next: decided, finished (settled after a crash without a new decision).
        case waiting
        /// Next: started, finished (refused).
        case decided
        /// Next: finished.
        case started
        case finished(ToolOutcome)
    }

    /// In the order in which the model asked.
    let calls: [ToolCall]
    private var states: [String: State]
    /// Calls whose effect may have happened; kept across any number of crashes until the outcome is known.
    private var begun: [String: BegunEffect] = [:]

    init(calls: [ToolCall]) {
        self.calls = calls
        states = Dictionary(calls.map { ($0.id, .waiting) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether every call has an outcome.
    var isComplete: Bool { states.values.allSatisfy { if case .finished = $0 { true } else { false } } }

    /// The first call that a person must approve.
    var escalation: String? {
        for call in calls {
            if case .finished(.escalated(let reason, _)) = states[call.id] { return "\(call.name): \(reason)" }
        }
        return nil
    }

    /// Notes the gate's decision; `false` when it does not fit the call's state.
    mutating func decide(_ id: String) -> Bool {
        guard states[id] == .waiting else { return false }
        states[id] = .decided
        return true
    }

    /// Notes that the call is about to run; `false` when it does not fit the call's state.
    mutating func start(_ id: String, _ idempotency: Idempotency, key: String) -> Bool {
        guard states[id] == .decided else { return false }
        states[id] = .started
        begun[id] = BegunEffect(idempotency: idempotency, key: key)
        return true
    }

    /// Notes a call's outcome; `false` when it does not fit the call's state.
    mutating func finish(_ id: String, _ outcome: ToolOutcome) -> Bool {
        switch states[id] {
        case nil, .finished: return false
        case .waiting, .decided, .started:
            states[id] = .finished(outcome)
            if case .finished = outcome { begun[id] = nil }
            return true
        }
    }

    /// The calls without outcome, escalated ones included.
    var open: [ToolCall] {
        calls.filter { call in
            switch states[call.id] {
            case .finished(.finished), .finished(.denied), nil: false
            case .waiting, .decided, .started, .finished(.escalated): true
            }
        }
    }

    /// Makes every call without outcome wait anew, and returns them; `begun` is set for a call that may have had its effect.
    mutating func reopen() -> [(call: ToolCall, begun: BegunEffect?)] {
        open.map { call in
            states[call.id] = .waiting
            return (call, begun[call.id])
        }
    }

    /// What the model is told, in the order of its calls; a call without outcome is reported as unknown.
    var results: [ToolResult] {
        calls.map { call in
            switch states[call.id] {
            case .finished(.finished(let content, let isError)):
                ToolResult(callID: call.id, name: call.name, content: content, isError: isError)
            case .finished(.denied(let reason)):
                ToolResult(callID: call.id, name: call.name, content: "Denied: \(reason)", isError: true)
            case .finished(.escalated(let reason, _)):
                ToolResult(callID: call.id, name: call.name, content: "Not approved: \(reason)", isError: true)
            case .waiting, .decided, .started, nil:
                ToolResult(
                    callID: call.id, name: call.name, content: "The turn ended first; the outcome is unknown.",
                    isError: true)
            }
        }
    }
}

/// A tool call that was started and whose outcome is not known.
struct BegunEffect: Hashable, Sendable {
    /// What the tool declared when it was started.
    let idempotency: Idempotency
    /// The key under which it was started, and under which alone it may be repeated.
    let key: String
}
