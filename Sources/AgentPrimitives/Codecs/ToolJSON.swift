extension CapabilitySet: JSONRepresentable {
    /// The sorted names.
    public var json: JSONValue { .array(sorted.map { .string($0.rawValue) }) }

    /// Reads a list of names.
    public init(json: JSONReader) throws(JSONShapeError) {
        var capabilities: [Capability] = []
        for element in try json.elements() { capabilities.append(try element.choice(Capability.self)) }
        self.init(capabilities)
    }
}

extension ToolDescriptor: JSONRepresentable {
    /// An object with the members capabilities, effect, idempotency, input_schema, name and summary.
    public var json: JSONValue {
        [
            "capabilities": requiredCapabilities.json, "effect": .string(effect.rawValue),
            "idempotency": .string(idempotency.rawValue), "input_schema": inputSchema, "name": .string(name),
            "summary": .string(summary),
        ]
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            name: try json.member("name").string(), summary: try json.member("summary").string(),
            inputSchema: try json.member("input_schema").value,
            requiredCapabilities: try CapabilitySet(json: json.member("capabilities")),
            effect: try json.member("effect").choice(EffectClass.self),
            idempotency: try json.member("idempotency").choice(Idempotency.self))
    }
}

extension ToolOutcome: JSONRepresentable {
    /// An object whose `status` is `finished`, `denied` or `escalated`.
    public var json: JSONValue {
        switch self {
        case .finished(let content, let isError):
            ["content": .string(content), "is_error": .bool(isError), "status": "finished"]
        case .denied(let reason):
            ["reason": .string(reason), "status": "denied"]
        case .escalated(let reason, let approvers):
            [
                "approvers": .array(approvers.map(JSONValue.string)), "reason": .string(reason),
                "status": "escalated",
            ]
        }
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        let status = try json.member("status")
        switch try status.string() {
        case "finished":
            self = .finished(
                content: try json.member("content").string(), isError: try json.member("is_error").bool())
        case "denied":
            self = .denied(reason: try json.member("reason").string())
        case "escalated":
            self = .escalated(
                reason: try json.member("reason").string(), approvers: try json.member("approvers").strings())
        default:
            throw status.mismatch("finished, denied or escalated")
        }
    }
}

extension PolicyDecision: JSONRepresentable {
    /// `{"approvers":[TEXT…]?,"reason":TEXT,"rule":TEXT,"verdict":"allow"|"deny"|"escalate"}`.
    public var json: JSONValue {
        var object: JSONObject = ["reason": .string(reason), "rule": .string(rule)]
        switch verdict {
        case .allow: object["verdict"] = "allow"
        case .deny: object["verdict"] = "deny"
        case .escalate(let approvers):
            object["approvers"] = .array(approvers.map(JSONValue.string))
            object["verdict"] = "escalate"
        }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        let verdict = try json.member("verdict")
        let reading: Verdict
        switch try verdict.string() {
        case "allow": reading = .allow
        case "deny": reading = .deny
        case "escalate": reading = .escalate(approvers: try json.optional("approvers")?.strings() ?? [])
        default: throw verdict.mismatch("allow, deny or escalate")
        }
        self.init(reading, reason: try json.member("reason").string(), rule: try json.member("rule").string())
    }
}
