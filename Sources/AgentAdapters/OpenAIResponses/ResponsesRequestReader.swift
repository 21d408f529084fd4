internal import AgentPrimitives

/// Reads the body of `POST /responses`.
///
/// What the canonical form has no place for stays in the extras, so that a server of this API gets it back.
struct ResponsesRequestReader {
    private let body: JSONReader
    private var request: ModelRequest
    private var extras: JSONObject = [:]

    static func read(_ body: JSONReader, model: String?, streams: Bool?) throws(JSONShapeError) -> ClientRequest {
        let name: String
        if let model { name = model } else { name = try body.member("model").string() }
        var reader = ResponsesRequestReader(body: body, request: ModelRequest(model: name, messages: []))
        return try reader.read(streams: streams)
    }

    private mutating func read(streams: Bool?) throws(JSONShapeError) -> ClientRequest {
        for (key, value) in try body.object().members where !Self.known.contains(key) { extras[key] = value }
        var input = ResponsesInputReader()
        if let reader = try body.optional("input") {
            try input.read(reader)
        } else if !Self.sources.contains(where: { body.value[$0] ?? .null != .null }) {
            throw JSONShapeError(
                path: body.path.appending(key: "input"), expected: "a text or an array of items",
                found: "no such member")
        }
        request.messages = input.messages
        if let instructions = try body.optional("instructions") { request.system = try instructions.string() }
        try readTools()
        try readForm()
        try readLabels()
        request.extras = ProviderFields(origin: ResponsesState.origin, fields: extras)
        let asked = try body.optional("stream")?.bool()
        return ClientRequest(request: request, streams: streams ?? asked ?? false, losses: input.losses)
    }

    /// Fields that this reader takes apart; all others are extras.
    private static let known: Set<String> = [
        "model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "text", "reasoning",
        "max_output_tokens", "temperature", "top_p", "user", "safety_identifier", "metadata", "stream",
        "prompt_cache_retention",
    ]

    /// Fields by which the provider knows the input, or a part of it.
    private static let sources = ["previous_response_id", "conversation", "prompt"]

    // MARK: Tools

    private mutating func readTools() throws(JSONShapeError) {
        if let tools = try body.optional("tools") {
            var list = ResponsesToolList()
            for tool in try tools.elements() { try list.add(tool) }
            request.tools = list.tools
            request.toolOptions = list.options
            if list.isSpecial { extras["tools"] = .array(list.arrangement) }
        }
        if let choice = try body.optional("tool_choice") {
            if let known = try ResponsesToolList.choice(choice) {
                request.toolChoice = known
            } else {
                extras["tool_choice"] = choice.value
            }
        }
        request.allowsParallelToolCalls = try body.optional("parallel_tool_calls")?.bool()
    }

    // MARK: The form of the answer

    private mutating func readForm() throws(JSONShapeError) {
        if let limit = try body.optional("max_output_tokens") {
            guard try limit.int() > 0 else { throw limit.mismatch("a positive number") }
            request.maxOutputTokens = try limit.int()
        } else {
            extras["max_output_tokens"] = .null
        }
        request.sampling.temperature = try body.optional("temperature")?.double()
        request.sampling.topP = try body.optional("top_p")?.double()
        if let text = try body.optional("text") {
            if let format = try text.optional("format") { request.responseFormat = try Self.format(format) }
            keepRest(of: try text.object(), beyond: ["format"], as: "text")
        }
        if let reasoning = try body.optional("reasoning") {
            let effort = try reasoning.optional("effort")?.string()
            request.reasoning = ReasoningOptions(
                mode: effort == "none" ? .disabled : effort == nil ? .adaptive : .enabled,
                effort: effort == "none" ? nil : effort, summary: try reasoning.optional("summary")?.string())
            keepRest(of: try reasoning.object(), beyond: ["effort", "summary"], as: "reasoning")
        }
    }

    private mutating func keepRest(of object: JSONObject, beyond known: Set<String>, as field: String) {
        let rest = object.members.filter { !known.contains($0.key) && !$0.value.isNull }
        if !rest.isEmpty { extras[field] = .object(JSONObject(rest)) }
    }

    private static func format(_ format: JSONReader) throws(JSONShapeError) -> ResponseFormat {
        let type = try format.member("type")
        switch try type.string() {
        case "text": return .text
        case "json_object": return .json
        case "json_schema":
            let schema = try format.member("schema")
            _ = try schema.object()
            return .schema(
                ResponseFormat.Schema(
                    name: try format.member("name").string(), summary: try format.optional("description")?.string(),
                    schema: schema.value, isStrict: try format.optional("strict")?.bool()))
        default: throw type.mismatch("\"text\", \"json_object\" or \"json_schema\"")
        }
    }

    // MARK: Labels

    private mutating func readLabels() throws(JSONShapeError) {
        if let user = try body.optional("user") {
            request.user = try user.string()
            extras["safety_identifier"] = try body.optional("safety_identifier")?.value
        } else if let identifier = try body.optional("safety_identifier") {
            request.user = try identifier.string()
            extras["user"] = .null
        }
        if let metadata = try body.optional("metadata") {
            for key in try metadata.object().keys {
                request.metadata[key] = try metadata.member(key).string()
            }
        }
        if let retention = try body.optional("prompt_cache_retention") {
            request.cacheHint = CacheHint(lifetime: try retention.string())
        }
    }
}
