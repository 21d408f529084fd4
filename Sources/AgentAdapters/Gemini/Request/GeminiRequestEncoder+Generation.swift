internal import AgentPrimitives

extension GeminiRequestEncoder {
    mutating func generationConfig(of request: ModelRequest) -> JSONObject {
        var config = JSONObject()
        config["maxOutputTokens"] = .int(request.maxOutputTokens)
        let sampling = request.sampling
        config["temperature"] = number(sampling.temperature, at: "temperature")
        config["topP"] = number(sampling.topP, at: "topP")
        config["topK"] = sampling.topK.map { .int($0) }
        config["seed"] = sampling.seed.map { .int($0) }
        config["presencePenalty"] = number(sampling.presencePenalty, at: "presencePenalty")
        config["frequencyPenalty"] = number(sampling.frequencyPenalty, at: "frequencyPenalty")
        if !sampling.stopSequences.isEmpty {
            config["stopSequences"] = .array(sampling.stopSequences.map { .string($0) })
        }
        switch request.responseFormat {
        case .text:
            break
        case .json:
            config["responseMimeType"] = "application/json"
        case .schema(let schema):
            config["responseMimeType"] = "application/json"
            config["responseJsonSchema"] = adapted(schema.schema, at: "responseFormat.schema")
            if schema.summary != nil { lose("responseFormat.summary", "Gemini has no description beside the schema") }
        }
        if let reasoning = request.reasoning {
            let thinking = thinkingConfig(of: reasoning)
            if !thinking.isEmpty { config["thinkingConfig"] = .object(thinking) }
        }
        return config
    }

    private mutating func thinkingConfig(of reasoning: ReasoningOptions) -> JSONObject {
        let thinking = GeminiThinking(reasoning, for: model, isOwnClient: isOwnClient)
        if let lost = thinking.lost { lose(lost.path, lost.reason) }
        var config = JSONObject()
        config["thinkingBudget"] = thinking.budget.map { .int($0) }
        config["thinkingLevel"] = thinking.level.map { .string($0) }
        // Gemini's own clients say it when they want to see thoughts; those of other APIs expect to.
        if reasoning.mode != .disabled, reasoning.summary != nil || !isOwnClient { config["includeThoughts"] = true }
        return config
    }

    private mutating func number(_ value: Double?, at name: String) -> JSONValue? {
        guard let value else { return nil }
        if let number = JSONNumber(value) { return .number(number) }
        lose("sampling.\(name)", "JSON has no number for \(value)")
        return nil
    }
}
