internal import AgentPrimitives

extension BedrockRequestEncoder {
    /// The smallest budget that Claude takes.
    private static let smallestBudget = 1024

    /// Whether the model will think, which rules out some other wishes.
    func thinks(_ request: ModelRequest) -> Bool {
        claudeThinking(of: request).map { $0["type"] != "disabled" } ?? false
    }

    /// How much to reason, as each maker calls it.
    mutating func encodeReasoning(of request: ModelRequest, into further: inout JSONObject) {
        guard let reasoning = request.reasoning else { return }
        switch model.family {
        case .claude:
            encodeClaude(reasoning, of: request, into: &further)
        case .nova:
            encodeNova(reasoning, into: &further)
        case .openAI:
            if reasoning.budgetTokens != nil { lose("reasoning.budgetTokens", "this model takes an effort only") }
            if reasoning.summary != nil { lose("reasoning.summary", "this model takes an effort only") }
            guard reasoning.mode != .disabled else {
                return lose("reasoning.mode", "this model always reasons")
            }
            if let effort = reasoning.effort { further["reasoning_effort"] = .string(effort) }
        case .cohere, .mistral, .other:
            if reasoning.mode != .disabled { lose("reasoning", "it is not known how this model takes it") }
        }
    }

    private mutating func encodeClaude(
        _ reasoning: ReasoningOptions, of request: ModelRequest, into further: inout JSONObject
    ) {
        guard var thinking = claudeThinking(of: request) else {
            return lose("reasoning", "an answer of \(request.maxOutputTokens) tokens leaves no room for thinking")
        }
        if let summary = reasoning.summary, thinking["type"] != "disabled" {
            if summary == "summarized" || summary == "omitted" {
                thinking["display"] = .string(summary)
            } else {
                lose("reasoning.summary", "this model shows thinking summarized or omitted, not '\(summary)'")
            }
        }
        further["thinking"] = .object(thinking)
        guard let effort = reasoning.effort, effort != "none", thinking["type"] != "disabled" else { return }
        if thinking["type"] == "adaptive" {
            further["output_config"] = ["effort": .string(effort == "minimal" ? "low" : effort)]
        } else if reasoning.budgetTokens != nil {
            lose("reasoning.effort", "the number of tokens is sent instead")
        }
    }

    private mutating func encodeNova(_ reasoning: ReasoningOptions, into further: inout JSONObject) {
        if reasoning.budgetTokens != nil { lose("reasoning.budgetTokens", "this model takes an effort only") }
        if reasoning.summary != nil { lose("reasoning.summary", "this model takes an effort only") }
        guard reasoning.mode != .disabled, reasoning.effort != "none" else {
            return further["reasoningConfig"] = ["type": "disabled"]
        }
        var config: JSONObject = ["type": "enabled"]
        switch reasoning.effort {
        case "low", "medium", "high":
            config["maxReasoningEffort"] = reasoning.effort.map { .string($0) }
        case "minimal":
            lose("reasoning.effort", "the least effort is 'low', which is sent instead of 'minimal'")
            config["maxReasoningEffort"] = "low"
        case "xhigh", "max":
            lose("reasoning.effort", "the most effort is 'high', which is sent instead")
            config["maxReasoningEffort"] = "high"
        case let effort?:
            lose("reasoning.effort", "this model knows no effort '\(effort)'")
        case nil:
            break
        }
        further["reasoningConfig"] = .object(config)
    }

    /// Claude's `thinking`; an effort becomes a number of tokens, which every model that thinks takes.
    private func claudeThinking(of request: ModelRequest) -> JSONObject? {
        guard let reasoning = request.reasoning, model.family == .claude else { return nil }
        if reasoning.mode == .disabled || reasoning.effort == "none" { return ["type": "disabled"] }
        if reasoning.mode == .adaptive { return ["type": "adaptive"] }
        if let budget = reasoning.budgetTokens { return ["type": "enabled", "budget_tokens": .int(budget)] }
        let budget = min(Self.budget(for: reasoning.effort), request.maxOutputTokens - 1)
        return budget < Self.smallestBudget ? nil : ["type": "enabled", "budget_tokens": .int(budget)]
    }

    private static func budget(for effort: String?) -> Int {
        switch effort {
        case "minimal", "low": 2048
        case "high": 16_384
        case "xhigh", "max": 32_768
        default: 8192
        }
    }
}
