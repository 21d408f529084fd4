internal import AgentPrimitives

extension BedrockRequestReader {
    mutating func readTools(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        let field = BedrockRequestEncoder.toolsField
        guard let config = try body.optional(field) else { return }
        /// What of each tool is this API's own; see ``BedrockRequestEncoder/tools(of:)``.
        var slots: [JSONValue] = []
        for tool in try config.member("tools").elements() {
            if let point = try tool.optional("cachePoint"), let last = request.tools.last?.name,
                slots.last?.isCall == true
            {
                request.toolOptions[last, default: ToolOptions()].cacheHint = try Self.cacheHint(point)
            } else if let spec = try tool.optional("toolSpec") {
                slots.append(try read(spec: spec, into: &request))
            } else {
                slots.append(tool.value)
            }
        }
        var further = Self.further(try config.object(), besides: ["tools", "toolChoice"])
        if let choice = try config.optional("toolChoice") {
            try read(choice: choice, into: &request)
            // Said or not, it means the same; it is kept so that it is said again.
            if request.toolChoice == .auto { further["toolChoice"] = choice.value }
        }
        if slots.contains(where: { !$0.isNull }) { further["tools"] = .array(slots) }
        if !further.isEmpty { extras[field] = .object(further) }
    }

    private func read(spec: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) -> JSONValue {
        let name = try spec.member("name").string()
        let schema = try spec.member("inputSchema").member("json")
        _ = try schema.object()
        request.tools.append(
            ToolDescriptor(
                name: name, summary: try spec.optional("description")?.string() ?? "", inputSchema: schema.value,
                // Nothing is known of a client's tool, and the client runs it.
                effect: .external, idempotency: .unsafe))
        if let isStrict = try spec.optional("strict")?.bool() {
            request.toolOptions[name, default: ToolOptions()].isStrict = isStrict
        }
        let further = Self.further(try spec.object(), besides: ["name", "description", "inputSchema", "strict"])
        return further.isEmpty ? .null : ["toolSpec": .object(further)]
    }

    private func read(choice: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        if try choice.optional("any") != nil {
            request.toolChoice = .required
        } else if let tool = try choice.optional("tool") {
            request.toolChoice = .tool(try tool.member("name").string())
        } else if try choice.optional("auto") == nil {
            throw choice.mismatch("auto, any or tool")
        }
    }

    /// Fields that makers call their own way; what is not understood is kept as it is.
    mutating func readModelFields(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        let field = BedrockRequestEncoder.modelFields
        guard let value = try body.optional(field)?.value else { return }
        guard case .object(var fields) = value else { return extras[field] = value }
        if let topK = fields["top_k"]?.intValue {
            request.sampling.topK = topK
            fields["top_k"] = nil
        }
        if case .object(var thinking)? = fields["thinking"],
            let mode = thinking["type"]?.stringValue.flatMap(ReasoningOptions.Mode.init)
        {
            request.reasoning = ReasoningOptions(
                mode: mode, budgetTokens: thinking["budget_tokens"]?.intValue, summary: thinking["display"]?.stringValue
            )
            for key in ["type", "budget_tokens", "display"] { thinking[key] = nil }
            fields["thinking"] = thinking.isEmpty ? nil : .object(thinking)
            // Its effort stands beside it.
            if mode == .adaptive, case .object(var config)? = fields["output_config"],
                let effort = config["effort"]?.stringValue
            {
                request.reasoning?.effort = effort
                config["effort"] = nil
                fields["output_config"] = config.isEmpty ? nil : .object(config)
            }
        } else if case .object(var config)? = fields["reasoningConfig"],
            let mode = config["type"]?.stringValue.flatMap(ReasoningOptions.Mode.init)
        {
            request.reasoning = ReasoningOptions(mode: mode, effort: config["maxReasoningEffort"]?.stringValue)
            for key in ["type", "maxReasoningEffort"] { config[key] = nil }
            fields["reasoningConfig"] = config.isEmpty ? nil : .object(config)
        } else if let effort = fields["reasoning_effort"]?.stringValue {
            request.reasoning = ReasoningOptions(effort: effort)
            fields["reasoning_effort"] = nil
        }
        if !fields.isEmpty { extras[field] = .object(fields) }
    }
}

extension JSONValue {
    /// Whether a place in the list of slots is that of a tool that can be called.
    fileprivate var isCall: Bool { isNull || self["toolSpec"] != nil }
}
