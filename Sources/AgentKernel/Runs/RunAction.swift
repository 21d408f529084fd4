package import AgentPrimitives

/// What a turn's state asks its driver to do.
package enum RunAction: Hashable, Sendable {
    /// Ask the policy whether the model may be asked.
    case authorizeModel(provider: String, model: String)
    /// Ask the model; recorded first.
    case callModel(ModelCallIntent, ModelRequest)
    /// Run these tool calls through the gate.
    case runTools([ToolWork])
    /// Hand visible text to the caller.
    case reply(String)
    /// Stop until a person has decided; recorded first.
    case suspend(reason: String)
    /// End the turn; recorded first.
    case finish(RunOutcome)

    /// The event that must be in the log before the action is carried out.
    var intent: SessionEvent? {
        switch self {
        case .callModel(let intent, _): .modelRequested(intent)
        case .suspend(let reason): .runSuspended(reason: reason)
        case .finish(let outcome): .runFinished(outcome)
        case .authorizeModel, .runTools, .reply: nil
        }
    }
}

extension RunAction {
    /// The same without these tool calls, which have their outcome already.
    func without(_ calls: Set<String>) -> RunAction {
        guard case .runTools(let work) = self, !calls.isEmpty else { return self }
        return .runTools(work.filter { !calls.contains($0.call.id) })
    }
}

/// One tool call to carry out, or to settle after a crash.
package struct ToolWork: Hashable, Sendable {
    /// The call.
    package let call: ToolCall
    /// Set when the call was started before and its outcome is unknown.
    package let interrupted: Idempotency?
    /// Names the call wherever it is repeated.
    package let idempotencyKey: String
}
