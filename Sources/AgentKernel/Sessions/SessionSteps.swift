internal import AgentAdapters
public import AgentPrimitives
public import AgentTelemetry

/// Reduces a session's events to steps that can be compared with another session's.
///
/// Left out is what no two runs have in common: names of turns and traces, times, hashes, the agent's own identifier, keys of
/// effects, the way a model's answer was cut into events, and that a turn was taken up again. Tool calls are named by their order. The calls of one round, which run
/// side by side, stand in the order in which the model asked for them.
public struct SessionSteps: Sendable {
    private struct ToolEvent: Sendable {
        let call: Int
        let step: SessionStep
    }

    /// The steps so far.
    private var steps: [SessionStep] = []
    /// The model's answer that is being collected.
    private var answer: (call: Int, first: UInt64, last: UInt64, events: [ModelEvent])?
    /// The events of the present round of tool calls.
    private var round: [ToolEvent] = []
    /// The order of each tool call in the session, from 1.
    private var calls: [String: Int] = [:]

    private init() {}

    /// The steps of a session.
    ///
    /// - Throws: `JSONError` or `JSONShapeError` for an event that cannot be read.
    public static func of(_ events: [Event]) throws -> [SessionStep] {
        var reduction = SessionSteps()
        for event in events { try reduction.add(event) }
        reduction.endAnswer()
        reduction.endRound()
        return reduction.steps
    }

    private mutating func add(_ event: Event) throws {
        let meaning = try SessionEvent(event)
        if case .modelEvents(let call, let events) = meaning {
            endRound()
            if answer?.call != call { endAnswer() }
            answer = (
                call, answer?.first ?? event.sequence, event.sequence, (answer?.events ?? []) + events
            )
            return
        }
        endAnswer()
        switch meaning {
        case .toolDecided(let id, let decision):
            addToRound(id, event, ["decision": decision.json])
        case .toolStarted(let id, let idempotency, _):
            addToRound(id, event, ["idempotency": .string(idempotency.rawValue)])
        case .toolFinished(let id, let outcome):
            addToRound(id, event, ["outcome": outcome.json])
        case .forked:
            // Where a session comes from is not what happens in it.
            break
        case .runResumed:
            // What was decided and not begun is decided anew.
            let finished = Set(round.filter { $0.step.kind == EventKind.toolFinished.rawValue }.map(\.call))
            let begun = Set(round.filter { $0.step.kind == EventKind.toolStarted.rawValue }.map(\.call))
            round.removeAll { !finished.contains($0.call) && !begun.contains($0.call) }
        default:
            endRound()
            let payload = try JSONValue(parsing: event.payload)
            add(event, meaning.map { Self.comparable($0, payload) } ?? payload)
        }
    }

    private mutating func add(_ event: Event, _ content: JSONValue) {
        steps.append(
            SessionStep(kind: event.kind.rawValue, first: event.sequence, last: event.sequence, content: content))
    }

    private mutating func addToRound(_ id: String, _ event: Event, _ content: JSONObject) {
        let number = number(of: id)
        var content = content
        content["call"] = .int(number)
        round.append(
            ToolEvent(
                call: number,
                step: SessionStep(
                    kind: event.kind.rawValue, first: event.sequence, last: event.sequence,
                    content: .object(content))))
    }

    private mutating func number(of id: String) -> Int {
        if let known = calls[id] { return known }
        let next = calls.count + 1
        calls[id] = next
        return next
    }

    private mutating func endRound() {
        for item in round.enumerated().sorted(by: { ($0.element.call, $0.offset) < ($1.element.call, $1.offset) }) {
            steps.append(item.element.step)
        }
        round = []
    }

    private mutating func endAnswer() {
        guard let collected = answer.take() else { return }
        let answer = ModelAnswer(folding: collected.events)
        var message = answer.message
        message.content = message.content.map { part in
            guard case .toolCall(var call) = part else { return part }
            call.id = "call \(number(of: call.id))"
            return .toolCall(call)
        }
        let content: JSONValue = [
            "message": message.json, "stop": answer.stopReason?.json ?? .null, "usage": answer.usage.json,
        ]
        steps.append(
            SessionStep(kind: "model.answered", first: collected.first, last: collected.last, content: content))
    }

    /// The payload without what no two runs have in common.
    private static func comparable(_ event: SessionEvent, _ payload: JSONValue) -> JSONValue {
        guard var object = payload.objectValue else { return payload }
        switch event {
        case .configured:
            guard var agent = object["agent"]?.objectValue else { break }
            agent["id"] = nil
            object["agent"] = .object(agent)
        case .runStarted:
            for key in ["message_id", "task", "trace_id"] { object[key] = nil }
        case .modelRequested:
            // The digest covers names of tool calls; what it stands for was compared before.
            object["request_digest"] = nil
        default:
            break
        }
        return .object(object)
    }
}
