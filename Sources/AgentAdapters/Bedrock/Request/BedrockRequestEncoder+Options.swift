internal import AgentPrimitives

extension BedrockRequestEncoder {
    /// The options that all models share; what a maker calls its own way goes into `further`.
    mutating func inferenceConfig(of request: ModelRequest, _ further: inout JSONObject) -> JSONValue? {
        let sampling = request.sampling
        let thinks = model.family == .claude && thinks(request)
        var config = JSONObject()
        if extras[Self.inferenceField]?["maxTokens"]?.isNull != true {
            config["maxTokens"] = .int(request.maxOutputTokens)
        }
        if let temperature = sampling.temperature {
            if thinks, temperature != 1 {
                lose("sampling.temperature", "a model that thinks takes no temperature but 1")
            } else if temperature > 1 {
                lose("sampling.temperature", "the highest temperature is 1, which is sent instead")
                config["temperature"] = 1
            } else {
                config["temperature"] = number(temperature, at: "sampling.temperature")
            }
        }
        if let topP = sampling.topP {
            if thinks, topP < 0.95 {
                lose("sampling.topP", "a model that thinks takes no share below 0.95")
            } else {
                config["topP"] = number(topP, at: "sampling.topP")
            }
        }
        let stops = sampling.stopSequences.enumerated().filter { index, text in
            if text.isEmpty { lose("sampling.stopSequences[\(index)]", "this API takes no empty stop text") }
            return !text.isEmpty
        }
        if !stops.isEmpty { config["stopSequences"] = .array(stops.map { .string($0.element) }) }
        if let topK = sampling.topK { encode(topK: topK, whileThinking: thinks, into: &further) }
        if sampling.seed != nil { lose("sampling.seed", "this API has no such field") }
        if sampling.presencePenalty != nil { lose("sampling.presencePenalty", "this API has no such field") }
        if sampling.frequencyPenalty != nil { lose("sampling.frequencyPenalty", "this API has no such field") }
        return config.isEmpty ? nil : .object(config)
    }

    private mutating func encode(topK: Int, whileThinking thinks: Bool, into further: inout JSONObject) {
        switch model.family {
        case .claude where thinks: lose("sampling.topK", "a model that thinks takes no such limit")
        case .claude, .mistral: further["top_k"] = .int(topK)
        case .nova: further["inferenceConfig"] = ["topK": .int(topK)]
        case .cohere: further["k"] = .int(topK)
        case .openAI, .other: lose("sampling.topK", "it is not known how this model calls it")
        }
    }

    mutating func encodeResponseFormat(of request: ModelRequest, into body: inout JSONObject) {
        switch request.responseFormat {
        case .text:
            return
        case .json:
            lose("responseFormat", "this API takes a schema only, not any JSON object; ask for JSON in words")
        case .schema(let format):
            if format.isStrict == false { lose("responseFormat.isStrict", "this API always keeps to the schema") }
            let schema = subset(of: format.schema, at: "responseFormat.schema")
            var definition: JSONObject = ["schema": .string(schema.text())]
            if !(isOwn && format.name == Self.defaultFormatName) { definition["name"] = .string(format.name) }
            if let summary = format.summary { definition["description"] = .string(summary) }
            body["outputConfig"] = [
                "textFormat": ["type": "json_schema", "structure": ["jsonSchema": .object(definition)]]
            ]
        }
    }

    /// What a format is called that came without a name.
    static let defaultFormatName = "response"

    private mutating func number(_ value: Double, at path: String) -> JSONValue? {
        // A whole number is written without a fraction, as people write it.
        if let whole = Int(exactly: value) { return .int(whole) }
        guard let number = JSONNumber(value) else {
            lose(path, "JSON has no number for \(value)")
            return nil
        }
        return .number(number)
    }
}
