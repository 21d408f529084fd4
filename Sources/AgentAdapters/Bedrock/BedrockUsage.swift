internal import AgentPrimitives

/// Token counts of this API, where `inputTokens` leaves out what was read from the cache and written to it.
struct BedrockUsage: Sendable {
    private var input = 0
    private var cacheRead = 0
    private var cacheWrite = 0
    private var output = 0

    /// Whether the server counted anything.
    private(set) var isKnown = false

    /// Takes in counts; nulls say nothing.
    mutating func take(_ json: JSONValue?) {
        guard let json, json.objectValue != nil else { return }
        raise(\.input, json["inputTokens"])
        raise(\.output, json["outputTokens"])
        raise(\.cacheRead, json["cacheReadInputTokens"] ?? json["cacheReadInputTokenCount"])
        raise(\.cacheWrite, json["cacheWriteInputTokens"] ?? json["cacheWriteInputTokenCount"])
    }

    /// The counts in canonical form: all input is input.
    var canonical: Usage {
        Usage(
            inputTokens: input + cacheRead + cacheWrite, outputTokens: output, cachedInputTokens: cacheRead,
            cacheWriteTokens: cacheWrite)
    }

    /// The counts as this API writes them; the total holds the cache.
    static func write(_ usage: Usage) -> JSONValue {
        let cached = max(0, usage.cachedInputTokens)
        let written = max(0, usage.cacheWriteTokens)
        let input = max(0, usage.inputTokens - cached - written)
        let output = max(0, usage.outputTokens)
        return [
            "inputTokens": .int(input), "outputTokens": .int(output),
            "totalTokens": .int(input + cached + written + output), "cacheReadInputTokens": .int(cached),
            "cacheWriteInputTokens": .int(written),
        ]
    }

    private mutating func raise(_ count: WritableKeyPath<BedrockUsage, Int>, _ json: JSONValue?) {
        guard let value = json?.intValue else { return }
        isKnown = true
        // A count that can be added to others without fear of overflow.
        self[keyPath: count] = max(self[keyPath: count], min(value, 1 << 40))
    }
}
