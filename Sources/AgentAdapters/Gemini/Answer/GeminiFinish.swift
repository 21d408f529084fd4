internal import AgentPrimitives

/// The finish reasons of Gemini, both ways.
enum GeminiFinish {
    /// Gemini says `STOP` also when it waits for functions.
    static func stopReason(_ finish: String, hasCalls: Bool) -> StopReason {
        switch finish {
        case "STOP": hasCalls ? .toolUse : .endOfTurn
        case "MAX_TOKENS": .outputLimit
        case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL": .malformedToolCall
        case _ where filters.contains(finish): .contentFilter
        default: .other(finish)
        }
    }

    static func finish(_ reason: StopReason) -> String {
        switch reason {
        case .endOfTurn, .stopSequence, .toolUse, .paused: "STOP"
        case .outputLimit, .contextFull: "MAX_TOKENS"
        case .contentFilter: "SAFETY"
        case .malformedToolCall: "MALFORMED_FUNCTION_CALL"
        case .other(let reason): others.contains(reason) ? reason : "OTHER"
        }
    }

    private static let filters: Set = [
        "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT",
        "IMAGE_RECITATION", "MODEL_ARMOR",
    ]

    /// Reasons that mean nothing to other APIs.
    private static let others: Set = [
        "LANGUAGE", "OTHER", "IMAGE_OTHER", "NO_IMAGE", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE",
        "MALFORMED_RESPONSE",
    ]
}
