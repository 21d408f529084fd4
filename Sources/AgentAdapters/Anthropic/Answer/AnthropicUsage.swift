internal import AgentPrimitives

/// Token counts of this API, where `input_tokens` leaves out what was read from the cache and written to it.
struct AnthropicUsage: Sendable {
    private var input = 0
    private var cacheRead = 0
    private var cacheWrite = 0
    private var output = 0
    private var thinking = 0

    /// Whether the server counted anything.
    private(set) var isKnown = false

    /// Takes in the counts of `message_start` or `message_delta`, which are cumulative; nulls say nothing.
    mutating func take(_ json: JSONValue?) {
        guard let json, json.objectValue != nil else { return }
        // Counts never shrink; servers that count on one side only send zeros on the other.
        raise(\.input, json["input_tokens"])
        raise(\.cacheRead, json["cache_read_input_tokens"])
        raise(\.output, json["output_tokens"])
        raise(\.thinking, json["output_tokens_details"]?["thinking_tokens"])
        if let whole = json["cache_creation_input_tokens"], !whole.isNull {
            raise(\.cacheWrite, whole)
        } else if let parts = json["cache_creation"]?.objectValue {
            let sum = parts.members.reduce(0) { $0 + (Self.count($1.value) ?? 0) }
            cacheWrite = max(cacheWrite, sum)
        }
    }

    /// The counts in canonical form: all input is input.
    var canonical: Usage {
        Usage(
            inputTokens: input + cacheRead + cacheWrite, outputTokens: output, cachedInputTokens: cacheRead,
            reasoningTokens: min(thinking, output), cacheWriteTokens: cacheWrite)
    }

    /// The counts as this API writes them.
    static func write(_ usage: Usage) -> JSONValue {
        let cached = max(0, usage.cachedInputTokens)
        let written = max(0, usage.cacheWriteTokens)
        return [
            "input_tokens": .int(max(0, usage.inputTokens - cached - written)),
            "cache_creation_input_tokens": .int(written), "cache_read_input_tokens": .int(cached),
            "output_tokens": .int(max(0, usage.outputTokens)),
        ]
    }

    private mutating func raise(_ count: WritableKeyPath<AnthropicUsage, Int>, _ json: JSONValue?) {
        guard let value = Self.count(json) else { return }
        isKnown = true
        self[keyPath: count] = max(self[keyPath: count], value)
    }

    /// A count that can be added to others without fear of overflow.
    private static func count(_ json: JSONValue?) -> Int? {
        json?.intValue.map { min(max(0, $0), 1 << 40) }
    }
}
