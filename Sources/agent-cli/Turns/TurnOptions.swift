internal import AgentRuntime

/// What a turn may spend and who answers it; the same for every command that asks an agent.
struct TurnOptions: Sendable {
    private let model = Argument.optional(
        "model", .text, placeholder: "M",
        help: "the model that answers (default: the configured one, else the best found)")
    private let maximumUSD = Argument.optional(
        "max-usd", .text, placeholder: "X", help: "dollars that a turn may cost, such as 0.05")
    private let maximumTokens = Argument<Int?>.optional(
        "max-tokens", .integer(1...Int.max), help: "input and output tokens that a turn may use")

    private let recall = Argument<Int>.option(
        "recall", .integer(0...100), default: 0,
        help: "how many texts of the agent's memory that bear on the question the model is told (default 0)")

    var arguments: [any ArgumentDeclaration] { [model, maximumUSD, maximumTokens, recall] }

    /// Has the agent remember, and be reminded, as far as the flags say.
    func applyRecall(_ invocation: Invocation, to builder: inout AgentBuilder) throws {
        builder.recallLimit = try invocation[recall]
    }

    /// Whether a flag says what a turn may spend.
    func limitsSpending(_ invocation: Invocation) throws -> Bool {
        try invocation[maximumUSD] != nil || invocation[maximumTokens] != nil
    }

    /// The settings that the flags give.
    func overrides(_ invocation: Invocation) throws -> [ConfigurationOverride] {
        var overrides: [ConfigurationOverride] = []
        if let model = try invocation[model] { overrides.append(ConfigurationOverride(.model, model, flag: "--model")) }
        if let dollars = try invocation[maximumUSD] {
            overrides.append(ConfigurationOverride(.maxUSD, dollars, flag: "--max-usd"))
        }
        if let tokens = try invocation[maximumTokens] {
            overrides.append(ConfigurationOverride(.maxTokens, String(tokens), flag: "--max-tokens"))
        }
        return overrides
    }
}
