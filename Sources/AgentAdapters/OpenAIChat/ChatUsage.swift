internal import AgentPrimitives

/// Reads the token counts of a chat completion, wherever a server puts them.
enum ChatUsage {
    /// The counts in a chunk or a whole response; `nil` when it has none.
    static func read(from chunk: JSONValue) -> Usage? {
        let places = [chunk["usage"], chunk["choices"]?[0]?["usage"], chunk["x_groq"]?["usage"]]
        return places.lazy.compactMap { $0 }.compactMap(usage).first
    }

    private static func usage(_ json: JSONValue) -> Usage? {
        let input = count(json["prompt_tokens"]) ?? count(json["input_tokens"])
        let output = count(json["completion_tokens"]) ?? count(json["output_tokens"])
        let total = count(json["total_tokens"])
        guard input != nil || output != nil || total != nil else { return nil }
        let inputTokens = input ?? max(0, (total ?? 0) - (output ?? 0))
        let cached =
            count(json["prompt_tokens_details"]?["cached_tokens"]) ?? count(json["prompt_cache_hit_tokens"]) ?? 0
        let outputTokens = output ?? max(0, (total ?? 0) - inputTokens)
        let reasoning = count(json["completion_tokens_details"]?["reasoning_tokens"]) ?? 0
        return Usage(
            inputTokens: inputTokens, outputTokens: outputTokens, cachedInputTokens: min(cached, inputTokens),
            reasoningTokens: min(reasoning, outputTokens))
    }

    /// A count that can be added to others without fear of overflow.
    private static func count(_ json: JSONValue?) -> Int? {
        json?.intValue.map { min(max(0, $0), 1 << 40) }
    }
}
