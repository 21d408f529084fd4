internal import AgentPrimitives

/// What happens to a plan, as the event log keeps it.
enum PlanEvent: Hashable, Sendable {
    /// The plan begins.
    case started([PlanStep])
    /// A step is about to run.
    case stepStarted(id: String)
    /// A step ended well.
    case stepFinished(id: String, output: JSONValue)
    /// A step ended badly.
    case stepFailed(id: String, message: String)
    /// A later process took the plan up again.
    case resumed
    /// The plan ended.
    case finished(succeeded: Bool)
}

extension PlanEvent {
    var kind: EventKind {
        switch self {
        case .started: .planStarted
        case .stepStarted: .planStepStarted
        case .stepFinished: .planStepFinished
        case .stepFailed: .planStepFailed
        case .resumed: .planResumed
        case .finished: .planFinished
        }
    }

    var payload: JSONValue {
        switch self {
        case .started(let steps): ["steps": .array(steps.map(\.json))]
        case .stepStarted(let id): ["id": .string(id)]
        case .stepFinished(let id, let output): ["id": .string(id), "output": output]
        case .stepFailed(let id, let message): ["id": .string(id), "message": .string(message)]
        case .resumed: [:]
        case .finished(let succeeded): ["succeeded": .bool(succeeded)]
        }
    }

    /// Reads a recorded event; `nil` for one that is not about plans.
    init?(kind: EventKind, payload: JSONReader) throws(JSONShapeError) {
        switch kind {
        case .planStarted:
            self = .started(try payload.member("steps").list(of: PlanStep.self))
        case .planStepStarted:
            self = .stepStarted(id: try payload.member("id").string())
        case .planStepFinished:
            self = .stepFinished(
                id: try payload.member("id").string(), output: try payload.member("output").value)
        case .planStepFailed:
            self = .stepFailed(
                id: try payload.member("id").string(), message: try payload.member("message").string())
        case .planResumed: self = .resumed
        case .planFinished: self = .finished(succeeded: try payload.member("succeeded").bool())
        default: return nil
        }
    }
}

extension EventKind {
    static let planStarted = EventKind(rawValue: "plan.started")
    static let planStepStarted = EventKind(rawValue: "plan.step_started")
    static let planStepFinished = EventKind(rawValue: "plan.step_finished")
    static let planStepFailed = EventKind(rawValue: "plan.step_failed")
    static let planResumed = EventKind(rawValue: "plan.resumed")
    static let planFinished = EventKind(rawValue: "plan.finished")
}
