public import AgentPrimitives

extension SessionEvent {
    /// The event's payload.
    public var payload: JSONValue {
        switch self {
        case .configured(let configuration):
            return configuration.json
        case .forked(let origin):
            return origin.json
        case .runStarted(let input):
            return input.json
        case .modelDecided(let decision):
            return decision.json
        case .modelRequested(let intent):
            return intent.json
        case .modelEvents(let call, let events):
            return ["call": .int(call), "events": .array(events.map(\.json))]
        case .modelFailed(let call, let code, let message):
            return ["call": .int(call), "code": .string(code.description), "message": .string(message)]
        case .toolDecided(let callID, let decision):
            return ["call_id": .string(callID), "decision": decision.json]
        case .toolStarted(let callID, let idempotency, let key):
            return [
                "call_id": .string(callID), "idempotency": .string(idempotency.rawValue), "key": .string(key),
            ]
        case .toolFinished(let callID, let outcome):
            return ["call_id": .string(callID), "outcome": outcome.json]
        case .runCancelled(let reason), .runSuspended(let reason):
            return ["reason": .string(reason)]
        case .runResumed:
            return [:]
        case .runFinished(let outcome):
            return outcome.json
        }
    }

    /// Reads a recorded event; `nil` for a kind that this release does not know.
    public init?(_ event: Event) throws {
        try self.init(kind: event.kind, payload: JSONReader(try JSONValue(parsing: event.payload)))
    }

    init?(kind: EventKind, payload: JSONReader) throws(JSONShapeError) {
        switch kind {
        case .sessionConfigured:
            self = .configured(try SessionConfiguration(json: payload))
        case .sessionForked:
            self = .forked(try SessionOrigin(json: payload))
        case .runStarted:
            self = .runStarted(try RunInput(json: payload))
        case .modelDecided:
            self = .modelDecided(try PolicyDecision(json: payload))
        case .modelRequested:
            self = .modelRequested(try ModelCallIntent(json: payload))
        case .modelEvents:
            self = .modelEvents(
                call: try payload.member("call").count(),
                events: try payload.member("events").list(of: ModelEvent.self))
        case .modelFailed:
            self = .modelFailed(
                call: try payload.member("call").count(),
                code: ModelError.Code(name: try payload.member("code").string()) ?? .upstreamFailed,
                message: try payload.member("message").string())
        case .toolDecided:
            self = .toolDecided(
                callID: try payload.member("call_id").string(),
                decision: try PolicyDecision(json: payload.member("decision")))
        case .toolStarted:
            self = .toolStarted(
                callID: try payload.member("call_id").string(),
                idempotency: try payload.member("idempotency").choice(Idempotency.self),
                key: try payload.member("key").string())
        case .toolFinished:
            self = .toolFinished(
                callID: try payload.member("call_id").string(),
                outcome: try ToolOutcome(json: payload.member("outcome")))
        case .runCancelled:
            self = .runCancelled(reason: try payload.member("reason").string())
        case .runResumed:
            self = .runResumed
        case .runSuspended:
            self = .runSuspended(reason: try payload.member("reason").string())
        case .runFinished:
            self = .runFinished(try RunOutcome(json: payload))
        default:
            return nil
        }
    }
}
