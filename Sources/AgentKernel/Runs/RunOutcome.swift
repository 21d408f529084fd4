public import AgentPrimitives

/// How a turn ended.
public struct RunOutcome: Hashable, Sendable {
    /// The kind of an ending.
    public enum Status: String, Hashable, Sendable {
        /// The model answered.
        case completed
        /// The turn took as many model calls as it may.
        case stepLimit = "step_limit"
        /// The budget has no room for the next call.
        case budgetExhausted = "budget_exhausted"
        /// The policy does not let the model be asked.
        case denied
        /// The model call or the prompt failed.
        case failed
        /// A person must approve a tool call first.
        case awaitingApproval = "awaiting_approval"
        /// The caller gave up; the session can be resumed.
        case cancelled
    }

    /// The kind of ending.
    public var status: Status
    /// The model's last visible text.
    public var text: String
    /// Why it ended this way, for a person to read; empty for a completed turn.
    public var reason: String
    /// The failed model call's code, if one failed.
    public var modelError: ModelError.Code?
    /// Tokens of all model calls of the turn.
    public var usage: Usage
    /// What they cost; `nil` when a price is unknown.
    public var cost: Money?

    /// States an ending.
    public init(
        _ status: Status, text: String = "", reason: String = "", modelError: ModelError.Code? = nil,
        usage: Usage = Usage(), cost: Money? = .zero
    ) {
        self.status = status
        self.text = text
        self.reason = reason
        self.modelError = modelError
        self.usage = usage
        self.cost = cost
    }
}

extension RunOutcome: JSONRepresentable {
    /// An object with the members cost_usd_micros (if known), model_error (if any), reason, status, text and usage.
    public var json: JSONValue {
        var object: JSONObject = [
            "reason": .string(reason), "status": .string(status.rawValue), "text": .string(text),
            "usage": usage.json,
        ]
        if let cost { object["cost_usd_micros"] = .int(cost.micros) }
        if let modelError { object["model_error"] = .string(modelError.description) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            try json.member("status").choice(Status.self), text: try json.member("text").string(),
            reason: try json.member("reason").string(),
            modelError: try json.optional("model_error").flatMap { code throws(JSONShapeError) in
                ModelError.Code(name: try code.string())
            },
            usage: try Usage(json: json.member("usage")),
            cost: try json.optional("cost_usd_micros").map { micros throws(JSONShapeError) in
                Money(micros: Int64(try micros.int()))
            })
    }
}
