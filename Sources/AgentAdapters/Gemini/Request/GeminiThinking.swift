internal import AgentPrimitives

/// How much a model is to think: a number of tokens, or a level where its generation knows levels.
struct GeminiThinking: Sendable {
    /// Tokens; 0 for none at all, -1 for as many as the model sees fit.
    private(set) var budget: Int?
    private(set) var level: String?
    /// Why the effort that was asked for is not sent as it is.
    private(set) var lost: String?

    init(_ options: ReasoningOptions, for model: GeminiModel) {
        let effort = options.effort?.lowercased()
        if options.mode == .disabled || effort == "none" {
            budget = 0
        } else if let tokens = options.budgetTokens {
            budget = tokens
            if options.effort != nil { lost = "Gemini takes a budget or a level, not both" }
        } else if let effort {
            set(effort, for: model)
        } else if options.mode == .adaptive {
            budget = -1
        }
    }

    private mutating func set(_ effort: String, for model: GeminiModel) {
        guard model.thinksByBudget else {
            // The highest level there is.
            let isBeyond = effort == "xhigh" || effort == "max"
            if isBeyond { lost = "the highest level of Gemini is high" }
            level = isBeyond ? "high" : effort
            return
        }
        // The numbers of Gemini's own compatibility with OpenAI.
        switch effort {
        case "minimal", "low": budget = 1024
        case "medium": budget = 8192
        case "high", "xhigh", "max": budget = 24_576
        default: lost = "there is no budget for the effort '\(effort)'"
        }
    }
}
