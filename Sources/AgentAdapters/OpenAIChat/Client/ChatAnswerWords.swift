internal import AgentPrimitives

/// The words that Chat Completions has for canonical values.
enum ChatAnswerWords {
    /// The reason without which nothing is lost, see ``StopReason``.
    static func finishReason(_ reason: StopReason) -> String {
        switch reason {
        case .endOfTurn, .stopSequence, .paused, .malformedToolCall: "stop"
        case .outputLimit, .contextFull: "length"
        case .toolUse: "tool_calls"
        case .contentFilter: "content_filter"
        // A word of another API would be unknown to typed clients.
        case .other: "stop"
        }
    }

    /// Input includes what came from the cache; output includes reasoning.
    static func usage(_ usage: Usage) -> JSONValue {
        [
            "prompt_tokens": .int(usage.inputTokens), "completion_tokens": .int(usage.outputTokens),
            "total_tokens": .int(usage.totalTokens),
            "prompt_tokens_details": ["cached_tokens": .int(usage.cachedInputTokens)],
            "completion_tokens_details": ["reasoning_tokens": .int(usage.reasoningTokens)],
        ]
    }

    static func id(_ identity: AnswerIdentity) -> String { "chatcmpl-\(identity.id)" }

    static func created(_ identity: AnswerIdentity) -> JSONValue {
        .int(Int(identity.created.microseconds / 1_000_000))
    }

    static func annotation(_ citation: Citation) -> JSONValue {
        var source: JSONObject = ["url": .string(citation.url ?? ""), "title": .string(citation.title ?? "")]
        source["start_index"] = 0
        source["end_index"] = 0
        return ["type": "url_citation", "url_citation": .object(source)]
    }

    /// A proof that belongs to a call, where this API has a place for it.
    static func extraContent(_ state: ProviderState?) -> JSONValue? {
        guard let state, state.belongs(to: UpstreamKind.gemini.rawValue) else { return nil }
        return ["google": ["thought_signature": .string(state.data)]]
    }
}
