internal import AgentPrimitives

/// Reads the body of `POST /model/{id}/converse` and `/converse-stream`.
struct BedrockRequestReader: Sendable {
    /// Fields without a canonical form; they go back to this API only.
    var extras = JSONObject()
    /// The tools' names by the ids of their calls; results do not repeat them.
    var callNames: [String: String] = [:]

    private static let known: Set<String> = [
        "messages", "system", "inferenceConfig", "toolConfig", "additionalModelRequestFields", "outputConfig",
        "requestMetadata",
    ]

    /// - Throws: `invalidRequest`, which names the place, what was expected there and what was found.
    static func read(
        _ body: JSONValue, model: String, streams: Bool, defaultMaxOutputTokens: Int
    ) throws(ModelError) -> ClientRequest {
        var reader = BedrockRequestReader()
        var request = ModelRequest(model: model, messages: [], maxOutputTokens: defaultMaxOutputTokens)
        do {
            try reader.read(JSONReader(body), into: &request)
        } catch {
            throw ModelError(.invalidRequest, error.description)
        }
        return ClientRequest(request: request, streams: streams)
    }

    private mutating func read(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        for block in try body.optional("system")?.elements() ?? [] {
            request.systemParts += try parts(of: block, as: .system)
        }
        request.messages = try messages(body.member("messages"))
        try readTools(body, into: &request)
        try readInference(body, into: &request)
        try readModelFields(body, into: &request)
        try readFormat(body, into: &request)
        for (key, value) in try body.optional("requestMetadata")?.object().members ?? [] {
            guard let text = value.stringValue else {
                throw try body.member("requestMetadata").member(key).mismatch("a string")
            }
            request.metadata[key] = text
        }
        for (key, value) in try body.object().members where !Self.known.contains(key) && !value.isNull {
            extras[key] = value
        }
        // Also where there are none: it says whose request this is.
        request.extras = ProviderFields(origin: ProviderState.bedrockOrigin, fields: extras)
    }

    private mutating func readInference(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        let field = BedrockRequestEncoder.inferenceField
        let config = try body.optional(field)
        var further = try Self.further(
            config?.object() ?? [:], besides: ["maxTokens", "temperature", "topP", "stopSequences"])
        if let limit = try config?.optional("maxTokens") {
            request.maxOutputTokens = try limit.int()
            guard request.maxOutputTokens > 0 else { throw limit.mismatch("a whole number above 0") }
        } else {
            // The null says that the client left it out.
            further["maxTokens"] = .null
        }
        request.sampling.temperature = try config?.optional("temperature")?.double()
        request.sampling.topP = try config?.optional("topP")?.double()
        for text in try config?.optional("stopSequences")?.elements() ?? [] {
            request.sampling.stopSequences.append(try text.string())
        }
        if !further.isEmpty { extras[field] = .object(further) }
    }

    private mutating func readFormat(_ body: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        guard let config = try body.optional("outputConfig") else { return }
        let further = Self.further(try config.object(), besides: ["textFormat"])
        if !further.isEmpty { extras["outputConfig"] = .object(further) }
        guard let format = try config.optional("textFormat") else { return }
        let type = try format.member("type")
        guard try type.string() == "json_schema" else { throw type.mismatch("\"json_schema\"") }
        let definition = try format.member("structure").member("jsonSchema")
        let schema = try definition.member("schema")
        guard let json = try? JSONValue(parsing: try schema.string()), json.objectValue != nil else {
            throw schema.mismatch("a JSON schema as a string")
        }
        request.responseFormat = .schema(
            ResponseFormat.Schema(
                name: try definition.optional("name")?.string() ?? BedrockRequestEncoder.defaultFormatName,
                summary: try definition.optional("description")?.string(), schema: json, isStrict: true))
    }

    static func further(_ object: JSONObject, besides known: Set<String>) -> JSONObject {
        JSONObject(object.members.filter { !known.contains($0.key) && !$0.value.isNull })
    }

    static func cacheHint(_ point: JSONReader) throws(JSONShapeError) -> CacheHint {
        let type = try point.member("type")
        guard try type.string() == "default" else { throw type.mismatch("\"default\"") }
        return CacheHint(lifetime: try point.optional("ttl")?.string())
    }
}
