internal import AgentRuntime

/// A session's events as lines for a person: one line each, with what it tells.
struct Timeline: Sendable {
    /// The names of the tools that were called, by call.
    private var tools: [String: String] = [:]
    private var started: Timestamp?

    /// The line of the next event.
    mutating func line(_ event: Event, _ meaning: SessionEvent?, style: TextStyle) -> String {
        // The first event stands at its time, the others at what has passed since.
        let time = started.map { Self.offset(event.time, $0) } ?? event.time.description
        started = started ?? event.time
        let columns = [
            Self.padded(String(event.sequence), to: 4, atEnd: false), Self.padded(time, to: 11, atEnd: false),
            style.bold(Self.padded(event.kind.rawValue, to: 18, atEnd: true)),
        ]
        let text = meaning.map { tell($0) } ?? String(decoding: event.payload, as: UTF8.self).quoted(limit: 100)
        return (columns + [text.withoutTerminalControls]).joined(separator: "  ")
    }

    private mutating func tell(_ event: SessionEvent) -> String {
        switch event {
        case .forked(let origin):
            return "begins as \(origin.parent) up to event \(origin.sequence)"
        case .configured(let settings):
            return "model \(settings.model) (\(settings.provider)), \(settings.tools.count) tools"
        case .runStarted(let input):
            for call in input.tools { tools[call.id] = call.name }
            return (input.messages.last?.text ?? "").quoted(limit: 100)
        case .modelDecided(let decision):
            return Self.tell(decision)
        case .modelRequested(let intent):
            let money = intent.reservation.money.map { " and \($0)" } ?? ""
            let dropped = intent.droppedMessages > 0 ? ", \(intent.droppedMessages) earlier ones left out" : ""
            return
                "call \(intent.call): \(intent.messages) messages\(dropped), "
                + "reserved \(intent.reservation.tokens) tokens\(money)"
        case .modelEvents(let call, let events):
            return "call \(call): " + events.compactMap { tell($0) }.joined(separator: ", ")
        case .modelFailed(let call, let code, let message):
            return "call \(call): \(code): \(message)"
        case .toolDecided(let id, let decision):
            return "\(tool(id)): \(Self.tell(decision))"
        case .toolStarted(let id, let idempotency, let key):
            return "\(tool(id)): \(idempotency.rawValue), key \(key)"
        case .toolFinished(let id, let outcome):
            return "\(tool(id)): \(Self.tell(outcome))"
        case .runCancelled(let reason), .runSuspended(let reason):
            return reason
        case .runResumed:
            return ""
        case .runFinished(let outcome):
            let cost = outcome.cost.map(\.description) ?? "cost unknown"
            let usage = "\(outcome.usage.inputTokens) tokens in, \(outcome.usage.outputTokens) out, \(cost)"
            return ([outcome.status.rawValue, usage] + (outcome.reason.isEmpty ? [] : [outcome.reason]))
                .joined(separator: ", ")
        }
    }

    private mutating func tell(_ event: ModelEvent) -> String? {
        switch event {
        case .blockStarted(_, .toolCall(let id, let name)):
            tools[id] = name
            return "calls \(name)"
        case .blockDelta(_, let text): return text.quoted(limit: 80)
        case .usage(let usage): return "\(usage.inputTokens) tokens in, \(usage.outputTokens) out"
        case .stop(let reason): return "stop \(reason.json.stringValue ?? reason.json.text())"
        case .started: return "begins"
        case .blockStarted, .blockSignature, .blockCitation, .blockStopped: return nil
        }
    }

    private func tool(_ callID: String) -> String {
        tools[callID] ?? "call \(callID)"
    }

    private static func tell(_ decision: PolicyDecision) -> String {
        let verdict =
            switch decision.verdict {
            case .allow: "allow"
            case .deny: "deny"
            case .escalate(let approvers):
                approvers.isEmpty ? "escalate" : "escalate to \(approvers.joined(separator: ", "))"
            }
        return "\(verdict) by \(decision.rule): \(decision.reason)"
    }

    private static func tell(_ outcome: ToolOutcome) -> String {
        switch outcome {
        case .finished(let content, let isError):
            "\(isError ? "error" : "done"), \(content.utf8.count) bytes: \(content.quoted(limit: 80))"
        case .denied(let reason): "denied: \(reason)"
        case .escalated(let reason, _): "a person must approve: \(reason)"
        }
    }

    /// Seconds since the first event.
    private static func offset(_ time: Timestamp, _ start: Timestamp) -> String {
        let milliseconds = (time.microseconds - start.microseconds) / 1000
        let fraction = String(milliseconds.magnitude % 1000)
        return "\(milliseconds < 0 ? "-" : "+")\(milliseconds.magnitude / 1000)."
            + String(repeating: "0", count: 3 - fraction.count) + fraction + " s"
    }

    private static func padded(_ text: String, to width: Int, atEnd: Bool) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return atEnd ? text + blanks : blanks + text
    }
}
