internal import AgentPrimitives

/// Token counts of Gemini, which are cumulative and may come in several chunks.
struct GeminiUsage: Sendable {
    private var prompt: Int?
    private var toolUsePrompt: Int?
    private var candidates: Int?
    private var thoughts: Int?
    private var cached: Int?
    private var total: Int?

    /// Takes the counts of a later chunk, which replace those it names.
    mutating func read(_ metadata: JSONValue?) {
        prompt = Self.count(metadata?["promptTokenCount"]) ?? prompt
        toolUsePrompt = Self.count(metadata?["toolUsePromptTokenCount"]) ?? toolUsePrompt
        candidates = Self.count(metadata?["candidatesTokenCount"]) ?? candidates
        thoughts = Self.count(metadata?["thoughtsTokenCount"]) ?? thoughts
        cached = Self.count(metadata?["cachedContentTokenCount"]) ?? cached
        total = Self.count(metadata?["totalTokenCount"]) ?? total
    }

    /// The counts in canonical form; `nil` when nothing was counted.
    var usage: Usage? {
        guard prompt != nil || candidates != nil || total != nil else { return nil }
        let thought = thoughts ?? 0
        let input = prompt.map { $0 + (toolUsePrompt ?? 0) } ?? max(0, (total ?? 0) - (candidates ?? 0) - thought)
        let output = candidates.map { $0 + thought } ?? max(thought, (total ?? 0) - input)
        return Usage(
            inputTokens: input, outputTokens: output, cachedInputTokens: min(cached ?? 0, input),
            reasoningTokens: thought)
    }

    /// The counts as Gemini has them.
    static func metadata(_ usage: Usage) -> JSONValue {
        var metadata: JSONObject = [
            "promptTokenCount": .int(usage.inputTokens),
            "candidatesTokenCount": .int(max(0, usage.outputTokens - usage.reasoningTokens)),
            "totalTokenCount": .int(usage.totalTokens),
        ]
        if usage.cachedInputTokens > 0 { metadata["cachedContentTokenCount"] = .int(usage.cachedInputTokens) }
        if usage.reasoningTokens > 0 { metadata["thoughtsTokenCount"] = .int(usage.reasoningTokens) }
        return .object(metadata)
    }

    /// A count that can be added to others without fear of overflow.
    private static func count(_ json: JSONValue?) -> Int? {
        json?.intValue.map { min(max(0, $0), 1 << 40) }
    }
}
