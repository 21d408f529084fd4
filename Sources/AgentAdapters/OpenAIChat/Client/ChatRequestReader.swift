internal import AgentPrimitives

/// Reads the body of `POST /v1/chat/completions`.
struct ChatRequestReader: Sendable {
    private static let known: Set<String> = [
        "model", "messages", "tools", "tool_choice", "parallel_tool_calls", "response_format", "stream",
        "stream_options",
        "max_tokens", "max_completion_tokens", "temperature", "top_p", "top_k", "seed", "presence_penalty",
        "frequency_penalty", "stop", "reasoning_effort", "user", "metadata",
    ]

    var losses: [TranslationLoss] = []
    /// The tools' names by the ids of their calls; results do not repeat them.
    var callNames: [String: String] = [:]

    /// - Throws: `invalidRequest`, which names the place, what was expected there and what was found.
    static func read(
        _ body: JSONValue, model: String?, streams: Bool?, maxOutputTokens: Int
    ) throws(ModelError) -> ClientRequest {
        var reader = ChatRequestReader()
        do {
            return try reader.request(JSONReader(body), model: model, streams: streams, maxOutputTokens)
        } catch {
            throw ModelError(.invalidRequest, error.description)
        }
    }

    private mutating func request(
        _ body: JSONReader, model: String?, streams: Bool?, _ maxOutputTokens: Int
    ) throws(JSONShapeError) -> ClientRequest {
        var request = ModelRequest(model: model ?? "", messages: [], maxOutputTokens: maxOutputTokens)
        if model == nil { request.model = try body.member("model").string() }
        for field in ["max_tokens", "max_completion_tokens"] {
            guard let limit = try body.optional(field) else { continue }
            request.maxOutputTokens = try limit.int()
            guard request.maxOutputTokens > 0 else { throw limit.mismatch("a whole number above 0") }
        }
        try readMessages(body.member("messages"), into: &request)
        try readTools(body, into: &request)
        try readSampling(body, into: &request)
        try readFormat(body, into: &request)
        if let effort = try body.optional("reasoning_effort")?.string() {
            request.reasoning = effort == "none" ? ReasoningOptions(mode: .disabled) : ReasoningOptions(effort: effort)
        }
        request.user = try body.optional("user")?.string()
        if let labels = try body.optional("metadata") {
            for (name, _) in try labels.object().members { request.metadata[name] = try labels.member(name).string() }
        }
        let extras = JSONObject(try body.object().members.filter { !Self.known.contains($0.key) && !$0.value.isNull })
        if !extras.isEmpty { request.extras = ProviderFields(origin: ChatRequestEncoder.origin, fields: extras) }
        let asksForStream = try body.optional("stream")?.bool()
        let includesUsage = try body.optional("stream_options")?.optional("include_usage")?.bool() ?? false
        return ClientRequest(
            request: request, streams: streams ?? asksForStream ?? false, includesUsage: includesUsage, losses: losses)
    }

    private func readSampling(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        request.sampling.temperature = try body.optional("temperature")?.double()
        request.sampling.topP = try body.optional("top_p")?.double()
        request.sampling.topK = try body.optional("top_k")?.int()
        request.sampling.seed = try body.optional("seed")?.int()
        request.sampling.presencePenalty = try body.optional("presence_penalty")?.double()
        request.sampling.frequencyPenalty = try body.optional("frequency_penalty")?.double()
        guard let stop = try body.optional("stop") else { return }
        if let text = stop.value.stringValue {
            request.sampling.stopSequences = [text]
        } else {
            request.sampling.stopSequences = try stop.strings()
        }
    }

    private func readTools(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        for tool in try body.optional("tools")?.elements() ?? [] {
            let type = try tool.optional("type")
            guard try type?.string() ?? "function" == "function" else {
                throw type?.mismatch("\"function\"") ?? tool.mismatch("a function")
            }
            let function = try tool.member("function")
            let name = try function.member("name").string()
            let schema = try function.optional("parameters")
            _ = try schema?.object()
            request.tools.append(
                ToolDescriptor(
                    name: name, summary: try function.optional("description")?.string() ?? "",
                    inputSchema: schema?.value ?? ["type": "object", "properties": [:]],
                    // Nothing is known of a client's tool, and the client runs it.
                    effect: .external, idempotency: .unsafe))
            if let isStrict = try function.optional("strict")?.bool() {
                request.toolOptions[name] = ToolOptions(isStrict: isStrict)
            }
        }
        request.allowsParallelToolCalls = try body.optional("parallel_tool_calls")?.bool()
        guard let choice = try body.optional("tool_choice") else { return }
        switch choice.value.stringValue {
        case "auto": request.toolChoice = .auto
        case "none": request.toolChoice = .none
        case "required", "any": request.toolChoice = .required
        case .some: throw choice.mismatch("\"auto\", \"none\", \"required\" or an object")
        case nil:
            guard let allowed = try choice.optional("allowed_tools") else {
                request.toolChoice = .tool(try choice.member("function").member("name").string())
                return
            }
            var names: [String] = []
            for tool in try allowed.member("tools").elements() {
                names.append(try tool.member("function").member("name").string())
            }
            request.toolChoice = .allowed(names, isRequired: try allowed.optional("mode")?.string() == "required")
        }
    }

    private func readFormat(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        guard let format = try body.optional("response_format") else { return }
        let type = try format.member("type")
        switch try type.string() {
        case "text": request.responseFormat = .text
        case "json_object": request.responseFormat = .json
        case "json_schema":
            let form = try format.member("json_schema")
            request.responseFormat = .schema(
                ResponseFormat.Schema(
                    name: try form.member("name").string(), summary: try form.optional("description")?.string(),
                    schema: try form.member("schema").value, isStrict: try form.optional("strict")?.bool()))
        default: throw type.mismatch("\"text\", \"json_object\" or \"json_schema\"")
        }
    }
}
