internal import AgentPrimitives

/// Stop reasons of this API, both ways.
enum BedrockStopReason {
    /// - Parameter sequences: The stop texts that were asked for; the API does not say which of them was met.
    static func read(_ reason: String, met text: String?, among sequences: [String]) -> StopReason {
        switch reason {
        case "end_turn": .endOfTurn
        case "stop_sequence": .stopSequence(text ?? (sequences.count == 1 ? sequences[0] : ""))
        case "max_tokens": .outputLimit
        case "tool_use": .toolUse
        case "content_filtered", "guardrail_intervened": .contentFilter
        case "model_context_window_exceeded": .contextFull
        case "malformed_tool_use": .malformedToolCall
        default: .other(reason)
        }
    }

    static func write(_ reason: StopReason) -> String {
        switch reason {
        case .endOfTurn, .paused: "end_turn"
        case .stopSequence: "stop_sequence"
        case .outputLimit: "max_tokens"
        case .toolUse: "tool_use"
        case .contentFilter: "content_filtered"
        case .contextFull: "model_context_window_exceeded"
        case .malformedToolCall: "malformed_tool_use"
        // Clients with closed lists break over a word of another API.
        case .other(let name): name == malformedOutput ? name : "end_turn"
        }
    }

    private static let malformedOutput = "malformed_model_output"
}
