internal import AgentPrimitives

/// The token counts of a response, which count cached input and reasoning in, as the canonical ones do.
enum ResponsesUsage {
    /// The counts of a response object; `nil` when it has none.
    static func read(from response: JSONValue) -> Usage? {
        guard let json = response["usage"] else { return nil }
        let input = count(json["input_tokens"])
        let output = count(json["output_tokens"])
        let total = count(json["total_tokens"])
        guard input != nil || output != nil || total != nil else { return nil }
        let inputTokens = input ?? max(0, (total ?? 0) - (output ?? 0))
        let outputTokens = output ?? max(0, (total ?? 0) - inputTokens)
        let details = json["input_tokens_details"]
        return Usage(
            inputTokens: inputTokens, outputTokens: outputTokens,
            cachedInputTokens: min(count(details?["cached_tokens"]) ?? 0, inputTokens),
            reasoningTokens: min(count(json["output_tokens_details"]?["reasoning_tokens"]) ?? 0, outputTokens),
            cacheWriteTokens: min(count(details?["cache_write_tokens"]) ?? 0, inputTokens))
    }

    /// The counts as a response object has them.
    static func json(_ usage: Usage) -> JSONValue {
        var input: JSONObject = ["cached_tokens": .int(usage.cachedInputTokens)]
        if usage.cacheWriteTokens > 0 { input["cache_write_tokens"] = .int(usage.cacheWriteTokens) }
        return [
            "input_tokens": .int(usage.inputTokens),
            "input_tokens_details": .object(input),
            "output_tokens": .int(usage.outputTokens),
            "output_tokens_details": ["reasoning_tokens": .int(usage.reasoningTokens)],
            "total_tokens": .int(usage.totalTokens),
        ]
    }

    /// A count that can be added to others without fear of overflow.
    private static func count(_ json: JSONValue?) -> Int? {
        json?.intValue.map { min(max(0, $0), 1 << 40) }
    }
}
