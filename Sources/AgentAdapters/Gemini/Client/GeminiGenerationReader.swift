internal import AgentPrimitives

/// Reads `generationConfig` into a request.
struct GeminiGenerationReader: Sendable {
    private(set) var request: ModelRequest
    private(set) var losses: [TranslationLoss] = []

    init(_ request: ModelRequest) {
        self.request = request
    }

    /// Returns what has no counterpart.
    mutating func read(_ place: JSONReader) throws(JSONShapeError) -> JSONObject {
        var members = try GeminiMembers(place)
        if let limit = try members.take("maxOutputTokens") { request.maxOutputTokens = try limit.int() }
        request.sampling.temperature = try members.take("temperature")?.double()
        request.sampling.topP = try members.take("topP")?.double()
        request.sampling.topK = try members.take("topK")?.int()
        request.sampling.seed = try members.take("seed")?.int()
        request.sampling.presencePenalty = try members.take("presencePenalty")?.double()
        request.sampling.frequencyPenalty = try members.take("frequencyPenalty")?.double()
        request.sampling.stopSequences = try GeminiRequestReader.strings(members.take("stopSequences"))
        if let count = try members.take("candidateCount"), try count.int() != 1 {
            losses.append(
                TranslationLoss(path: count.path.description, reason: "there is one answer to a request"))
        }
        try readFormat(&members)
        if let thinking = try members.take("thinkingConfig") {
            let rest = try read(thinking: thinking)
            if !rest.isEmpty { members.leave("thinkingConfig", .object(rest)) }
        }
        return members.rest
    }

    private mutating func readFormat(_ members: inout GeminiMembers) throws(JSONShapeError) {
        let type = try members.take("responseMimeType")
        let openAPI = try members.take("responseSchema")
        let schema = try members.take("responseJsonSchema")
        switch try type?.string() {
        case "application/json":
            if let schema = schema?.value ?? openAPI.map({ GeminiSchema.jsonSchema(openAPI: $0.value) }) {
                request.responseFormat = .schema(ResponseFormat.Schema(name: "response", schema: schema))
            } else {
                request.responseFormat = .json
            }
        default:
            // Plain text, or a form such as `text/x.enum` that only Gemini has.
            if let type { members.leave("responseMimeType", type.value) }
            if let openAPI { members.leave("responseSchema", openAPI.value) }
            if let schema { members.leave("responseJsonSchema", schema.value) }
        }
    }

    private mutating func read(thinking place: JSONReader) throws(JSONShapeError) -> JSONObject {
        var members = try GeminiMembers(place)
        var options = ReasoningOptions()
        let budget = try members.take("thinkingBudget")?.int()
        switch budget {
        case 0: options.mode = .disabled
        case .some(..<0): options.mode = .adaptive
        default: options.budgetTokens = budget
        }
        options.effort = try members.take("thinkingLevel")?.string().lowercased()
        let shown = try members.take("includeThoughts")?.bool()
        if shown == true, options.mode != .disabled {
            options.summary = "auto"
        } else if let shown {
            members.leave("includeThoughts", .bool(shown))
        }
        if budget != nil || options.effort != nil || options.summary != nil { request.reasoning = options }
        return members.rest
    }
}
