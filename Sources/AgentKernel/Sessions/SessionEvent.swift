public import AgentPrimitives

/// What happens in a session, as the event log keeps it.
///
/// Inputs come from outside: a question, a model's events, a tool's outcome. Intents are what the state led to: they are
/// recorded before anything is done, and a replay must lead to the same ones, byte for byte.
public enum SessionEvent: Hashable, Sendable {
    /// Input: the session begins, or goes on with other settings.
    case configured(SessionConfiguration)
    /// Input: the session goes on from a copy of another one's events; a turn that was open there is not running here.
    case forked(SessionOrigin)
    /// Input: a turn begins.
    case runStarted(RunInput)
    /// Input: the policy decided whether the model may be asked.
    case modelDecided(PolicyDecision)
    /// Intent: the model is asked.
    case modelRequested(ModelCallIntent)
    /// Input: a batch of the model's answer, as it arrived.
    case modelEvents(call: Int, events: [ModelEvent])
    /// Input: the model call failed.
    case modelFailed(call: Int, code: ModelError.Code, message: String)
    /// Input: the gate decided on a tool call.
    case toolDecided(callID: String, decision: PolicyDecision)
    /// Intent of the gate: the tool is about to run.
    case toolStarted(callID: String, idempotency: Idempotency, key: String)
    /// Input: the tool call ended.
    case toolFinished(callID: String, outcome: ToolOutcome)
    /// Input: the caller gave up; the turn can be resumed.
    case runCancelled(reason: String)
    /// Input: a later process, or the caller, takes the turn up again.
    case runResumed
    /// Intent: the turn waits for a person.
    case runSuspended(reason: String)
    /// Intent: the turn ended.
    case runFinished(RunOutcome)
}

extension SessionEvent {
    /// The event's name in the log.
    public var kind: EventKind {
        switch self {
        case .configured: .sessionConfigured
        case .forked: .sessionForked
        case .runStarted: .runStarted
        case .modelDecided: .modelDecided
        case .modelRequested: .modelRequested
        case .modelEvents: .modelEvents
        case .modelFailed: .modelFailed
        case .toolDecided: .toolDecided
        case .toolStarted: .toolStarted
        case .toolFinished: .toolFinished
        case .runCancelled: .runCancelled
        case .runResumed: .runResumed
        case .runSuspended: .runSuspended
        case .runFinished: .runFinished
        }
    }

    /// The tool call that ended, if the event tells of one.
    var finishedCall: String? {
        if case .toolFinished(let callID, _) = self { callID } else { nil }
    }

    /// Whether the state itself leads to this event, so that a replay can foretell it.
    var isIntent: Bool {
        switch self {
        case .modelRequested, .runSuspended, .runFinished: true
        default: false
        }
    }
}

extension EventKind {
    /// ``SessionEvent/configured(_:)``.
    public static let sessionConfigured = EventKind(rawValue: "session.configured")
    /// ``SessionEvent/forked(_:)``.
    public static let sessionForked = EventKind(rawValue: "session.forked")
    /// ``SessionEvent/runStarted(_:)``.
    public static let runStarted = EventKind(rawValue: "run.started")
    /// ``SessionEvent/modelDecided(_:)``.
    public static let modelDecided = EventKind(rawValue: "model.decided")
    /// ``SessionEvent/modelRequested(_:)``.
    public static let modelRequested = EventKind(rawValue: "model.requested")
    /// ``SessionEvent/modelEvents(call:events:)``.
    public static let modelEvents = EventKind(rawValue: "model.events")
    /// ``SessionEvent/modelFailed(call:code:message:)``.
    public static let modelFailed = EventKind(rawValue: "model.failed")
    /// ``SessionEvent/toolDecided(callID:decision:)``.
    public static let toolDecided = EventKind(rawValue: "tool.decided")
    /// ``SessionEvent/toolStarted(callID:idempotency:key:)``.
    public static let toolStarted = EventKind(rawValue: "tool.started")
    /// ``SessionEvent/toolFinished(callID:outcome:)``.
    public static let toolFinished = EventKind(rawValue: "tool.finished")
    /// ``SessionEvent/runCancelled(reason:)``.
    public static let runCancelled = EventKind(rawValue: "run.cancelled")
    /// ``SessionEvent/runResumed``.
    public static let runResumed = EventKind(rawValue: "run.resumed")
    /// ``SessionEvent/runSuspended(reason:)``.
    public static let runSuspended = EventKind(rawValue: "run.suspended")
    /// ``SessionEvent/runFinished(_:)``.
    public static let runFinished = EventKind(rawValue: "run.finished")
}
