internal import AgentRuntime

extension RunOutcome {
    /// The last line of `--json`; the cost is 0 and `cost_known` false where a price is unknown.
    func finalLine(of session: SessionID) -> JSONValue {
        var document: JSONObject = [
            "kind": "final", "session": .string(session.rawValue), "status": .string(status.rawValue),
            "text": .string(text), "usage": usage.json, "cost_usd_micros": .int(cost?.micros ?? 0),
        ]
        if cost == nil { document["cost_known"] = false }
        if !reason.isEmpty { document["reason"] = .string(reason) }
        return .object(document)
    }

    /// What stands on standard error after a turn that did not come to an answer; `nil` for one that did.
    func failure(in session: SessionID) -> CommandError? {
        let advice: String
        switch status {
        case .completed: return nil
        case .cancelled: advice = "agent-cli resume \(session)"
        case .awaitingApproval: advice = "a policy that allows it, then agent-cli resume \(session)"
        case .stepLimit, .budgetExhausted, .denied, .failed:
            advice = "agent-cli inspect \(session) to see what happened"
        }
        var error = CommandError(
            ExitCode(self), sentence: status == .cancelled ? "the turn was cancelled" : reason)
        error.advice = advice
        return error
    }
}
