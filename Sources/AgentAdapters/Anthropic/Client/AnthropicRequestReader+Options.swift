internal import AgentPrimitives

extension AnthropicRequestReader {
    mutating func readTools(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        /// What of each tool is this API's own; see ``AnthropicRequestEncoder/tools(of:)``.
        var slots: [JSONValue] = []
        for tool in try body.optional("tools")?.elements() ?? [] {
            let type = try tool.optional("type")?.string() ?? "custom"
            guard type == "custom" else {
                slots.append(tool.value)
                continue
            }
            let name = try tool.member("name").string()
            let schema = try tool.member("input_schema")
            _ = try schema.object()
            request.tools.append(
                ToolDescriptor(
                    name: name, summary: try tool.optional("description")?.string() ?? "", inputSchema: schema.value,
                    // Nothing is known of a client's tool, and the client runs it.
                    effect: .external, idempotency: .unsafe))
            var options = ToolOptions(isStrict: try tool.optional("strict")?.bool())
            if let control = try tool.optional("cache_control") { options.cacheHint = try Self.cacheHint(control) }
            if options != ToolOptions() { request.toolOptions[name] = options }
            let further = Self.further(
                try tool.object(),
                besides: ["type", "name", "description", "input_schema", "cache_control", "strict"])
            slots.append(further.isEmpty ? .null : .object(further))
        }
        if slots.contains(where: { !$0.isNull }) { extras[AnthropicRequestEncoder.toolsField] = .array(slots) }
        if let choice = try body.optional("tool_choice") { try read(choice: choice, into: &request) }
    }

    private func read(choice: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        let type = try choice.member("type")
        switch try type.string() {
        case "auto": request.toolChoice = .auto
        case "any": request.toolChoice = .required
        case "none": request.toolChoice = .none
        case "tool": request.toolChoice = .tool(try choice.member("name").string())
        default: throw type.mismatch("\"auto\", \"any\", \"tool\" or \"none\"")
        }
        if let isDisabled = try choice.optional("disable_parallel_tool_use")?.bool() {
            request.allowsParallelToolCalls = !isDisabled
        }
    }

    func readSampling(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        request.sampling.temperature = try body.optional("temperature")?.double()
        request.sampling.topP = try body.optional("top_p")?.double()
        request.sampling.topK = try body.optional("top_k")?.int()
        for text in try body.optional("stop_sequences")?.elements() ?? [] {
            request.sampling.stopSequences.append(try text.string())
        }
    }

    mutating func readReasoning(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        let field = AnthropicRequestEncoder.thinkingField
        let effort = try body.optional("output_config")?.optional("effort")?.string()
        guard let thinking = try body.optional(field) else {
            guard let effort else { return }
            // An effort alone leaves thinking as it is by default; the null says that nothing was said of it.
            request.reasoning = ReasoningOptions(mode: .adaptive, effort: effort)
            return extras[field] = .null
        }
        let type = try thinking.member("type")
        guard let mode = ReasoningOptions.Mode(rawValue: try type.string()) else {
            throw type.mismatch("\"enabled\", \"adaptive\" or \"disabled\"")
        }
        request.reasoning = ReasoningOptions(
            mode: mode, effort: effort,
            budgetTokens: mode == .enabled ? try thinking.member("budget_tokens").int() : nil,
            summary: try thinking.optional("display")?.string())
        keep(try thinking.object(), besides: ["type", "budget_tokens", "display"], as: field)
    }

    mutating func readFormat(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        let config = try body.optional("output_config")
        var format = try config?.optional("format")
        // The older place of the same field.
        if format == nil { format = try body.optional("output_format") }
        if let format {
            let type = try format.member("type")
            guard try type.string() == "json_schema" else { throw type.mismatch("\"json_schema\"") }
            let schema = try format.member("schema")
            _ = try schema.object()
            request.responseFormat = .schema(
                ResponseFormat.Schema(
                    name: AnthropicRequestEncoder.defaultFormatName, schema: schema.value, isStrict: true))
        }
        if let config { keep(try config.object(), besides: ["effort", "format"], as: "output_config") }
    }
}
