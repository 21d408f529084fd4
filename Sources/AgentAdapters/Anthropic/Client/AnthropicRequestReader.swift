internal import AgentPrimitives

/// Reads the body of `POST /v1/messages`.
struct AnthropicRequestReader: Sendable {
    /// Fields without a canonical form; they go back to this API only.
    var extras = JSONObject()
    /// The tools' names by the ids of their calls; results do not repeat them.
    var callNames: [String: String] = [:]

    private static let known: Set<String> = [
        "model", "max_tokens", "system", "messages", "tools", "tool_choice", "stream", "temperature", "top_p", "top_k",
        "stop_sequences", "metadata", "thinking", "output_config", "output_format", "cache_control",
    ]

    /// - Parameter isCount: Whether only the tokens are to be counted, so that no limit is needed.
    /// - Throws: `invalidRequest`, which names the place, what was expected there and what was found.
    static func read(
        _ body: JSONValue, model: String?, streams: Bool?, isCount: Bool
    ) throws(ModelError) -> ClientRequest {
        var reader = AnthropicRequestReader()
        do {
            return try reader.request(JSONReader(body), model: model, streams: streams, isCount: isCount)
        } catch {
            throw ModelError(.invalidRequest, error.description)
        }
    }

    private mutating func request(
        _ body: JSONReader, model: String?, streams: Bool?, isCount: Bool
    ) throws(JSONShapeError) -> ClientRequest {
        var request = ModelRequest(model: model ?? "", messages: [])
        if model == nil { request.model = try body.member("model").string() }
        if !isCount {
            let limit = try body.member("max_tokens")
            request.maxOutputTokens = try limit.int()
            guard request.maxOutputTokens > 0 else { throw limit.mismatch("a whole number above 0") }
        }
        if let system = try body.optional("system") { request.systemParts = try parts(of: system, as: .system) }
        request.messages = try messages(body.member("messages"))
        try readTools(body, into: &request)
        try readSampling(body, into: &request)
        try readReasoning(body, into: &request)
        try readFormat(body, into: &request)
        try readLabels(body, into: &request)
        if let control = try body.optional("cache_control") { request.cacheHint = try Self.cacheHint(control) }
        let asksForStream = try body.optional("stream")?.bool()
        for (key, value) in try body.object().members where !Self.known.contains(key) { extras[key] = value }
        if !extras.isEmpty {
            request.extras = ProviderFields(origin: ProviderState.anthropicOrigin, fields: extras)
        }
        return ClientRequest(request: request, streams: streams ?? asksForStream ?? false)
    }

    private mutating func readLabels(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        guard let metadata = try body.optional("metadata") else { return }
        request.user = try metadata.optional("user_id")?.string()
        keep(try metadata.object(), besides: ["user_id"], as: "metadata")
    }

    /// Keeps the members of a field that are not known.
    mutating func keep(_ object: JSONObject, besides known: Set<String>, as field: String) {
        let further = Self.further(object, besides: known)
        if !further.isEmpty { extras[field] = .object(further) }
    }

    static func further(_ object: JSONObject, besides known: Set<String>) -> JSONObject {
        JSONObject(object.members.filter { !known.contains($0.key) && !$0.value.isNull })
    }

    static func cacheHint(_ control: JSONReader) throws(JSONShapeError) -> CacheHint {
        let type = try control.member("type")
        guard try type.string() == "ephemeral" else { throw type.mismatch("\"ephemeral\"") }
        return CacheHint(lifetime: try control.optional("ttl")?.string())
    }
}
