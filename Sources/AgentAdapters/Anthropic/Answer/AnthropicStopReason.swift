internal import AgentPrimitives

/// Stop reasons of this API, both ways.
enum AnthropicStopReason {
    static func read(_ reason: String, sequence: String?) -> StopReason {
        switch reason {
        case "end_turn": .endOfTurn
        case "stop_sequence": .stopSequence(sequence ?? "")
        case "max_tokens": .outputLimit
        case "tool_use": .toolUse
        case "pause_turn": .paused
        case "refusal": .contentFilter
        case "model_context_window_exceeded": .contextFull
        default: .other(reason)
        }
    }

    /// The reason's name, and the stop text that was met.
    ///
    /// A call that its provider could not make sense of is the end of a turn here: this API has no word for it.
    static func write(_ reason: StopReason) -> (name: String, sequence: JSONValue) {
        switch reason {
        case .endOfTurn, .malformedToolCall: ("end_turn", .null)
        case .stopSequence(let text): ("stop_sequence", text.isEmpty ? .null : .string(text))
        case .outputLimit: ("max_tokens", .null)
        case .contextFull: ("model_context_window_exceeded", .null)
        case .toolUse: ("tool_use", .null)
        case .contentFilter: ("refusal", .null)
        case .paused: ("pause_turn", .null)
        // Clients with closed lists break over a word of another API.
        case .other(let name): (name == "compaction" ? name : "end_turn", .null)
        }
    }
}
