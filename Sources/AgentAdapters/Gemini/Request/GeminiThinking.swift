internal import AgentPrimitives

/// How much a model is to think: a number of tokens, or a level where its generation knows levels.
struct GeminiThinking: Sendable {
    /// Tokens; 0 for none at all, -1 for as many as the model sees fit.
    private(set) var budget: Int?
    private(set) var level: String?
    /// What of the options is not sent as it is, and why.
    private(set) var lost: TranslationLoss?

    /// - Parameter isOwnClient: Whether the options are in Gemini's own words, which are sent as they are.
    init(_ options: ReasoningOptions, for model: GeminiModel, isOwnClient: Bool) {
        let effort = options.effort?.lowercased()
        if options.mode == .disabled || effort == "none" {
            disable(model, isOwnClient: isOwnClient)
        } else if let tokens = options.budgetTokens {
            budget = tokens
            if options.effort != nil { lose("effort", "Gemini takes a budget or a level, not both") }
        } else if let effort {
            if isOwnClient { level = effort } else { set(effort, for: model) }
        } else if options.mode == .adaptive {
            budget = -1
        }
    }

    private mutating func disable(_ model: GeminiModel, isOwnClient: Bool) {
        guard model.alwaysThinks, !isOwnClient else {
            budget = 0
            return
        }
        lose("mode", "the model always thinks; it is asked to think as little as it can")
        if model.thinksByBudget { budget = 128 } else { level = model.isLarge ? "low" : "minimal" }
    }

    private mutating func set(_ effort: String, for model: GeminiModel) {
        if model.thinksByBudget {
            // The numbers of Gemini's own compatibility with OpenAI.
            switch effort {
            case "minimal", "low": budget = 1024
            case "medium": budget = 8192
            case "high", "xhigh", "max": budget = 24_576
            default: lose("effort", "there is no budget for the effort '\(effort)'")
            }
            return
        }
        switch effort {
        case "minimal" where model.isLarge:
            level = "low"
            lose("effort", "the lowest level of the model is low")
        case "minimal", "low", "medium", "high":
            level = effort
        case "xhigh", "max":
            level = "high"
            lose("effort", "the highest level of Gemini is high")
        default:
            lose("effort", "Gemini has no level '\(effort)'")
        }
    }

    private mutating func lose(_ name: String, _ reason: String) {
        lost = TranslationLoss(path: "reasoning.\(name)", reason: reason)
    }
}
