internal import AgentPrimitives

extension AnthropicRequestEncoder {
    mutating func encodeSampling(of request: ModelRequest, into body: inout JSONObject) {
        let sampling = request.sampling
        let thinks = thinks(request)
        if let temperature = sampling.temperature {
            if thinks, temperature != 1 {
                lose("sampling.temperature", "a model that thinks takes no temperature but 1")
            } else if let number = number(min(temperature, 1), at: "sampling.temperature") {
                if temperature > 1 {
                    lose("sampling.temperature", "the highest temperature is 1, which is sent instead")
                }
                body["temperature"] = number
            }
        }
        if let topP = sampling.topP {
            if thinks, topP < 0.95 {
                lose("sampling.topP", "a model that thinks takes no share below 0.95")
            } else {
                body["top_p"] = number(topP, at: "sampling.topP")
            }
        }
        if let topK = sampling.topK {
            if thinks {
                lose("sampling.topK", "a model that thinks takes no such limit")
            } else {
                body["top_k"] = .int(topK)
            }
        }
        if sampling.seed != nil { lose("sampling.seed", "this API has no such field") }
        if sampling.presencePenalty != nil { lose("sampling.presencePenalty", "this API has no such field") }
        if sampling.frequencyPenalty != nil { lose("sampling.frequencyPenalty", "this API has no such field") }
        let stops = sampling.stopSequences.enumerated().filter { index, text in
            guard text.allSatisfy(\.isWhitespace) else { return true }
            lose("sampling.stopSequences[\(index)]", "this API takes no stop text that is empty or white space")
            return false
        }
        if !stops.isEmpty { body["stop_sequences"] = .array(stops.map { .string($0.element) }) }
    }

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
