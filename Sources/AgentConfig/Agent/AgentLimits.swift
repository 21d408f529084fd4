public import AgentPrimitives

/// What one run may use.
public struct AgentLimits: Hashable, Sendable {
    /// Model calls in one turn.
    public var maxSteps = 12
    /// Tokens, money, calls and time of one run.
    public var budget = Budget(wallTime: .seconds(1800))
    /// Tokens of one answer.
    public var maxOutputTokens = 1024
    /// Tokens of the model's window, input and output together.
    public var contextTokens = 8192
    /// The time that one tool call may take.
    public var toolTimeout: Duration = .seconds(30)
    /// Bytes of a tool result before it is cut.
    public var toolOutputBytes = 16_384

    /// Starts from the defaults.
    public init() {}
}

extension AgentLimits {
    /// Takes the limits of a configuration with the agent's schema.
    init(_ configuration: Configuration) throws(ConfigurationError) {
        self.init()
        maxSteps = configuration.integer(.maxSteps) ?? maxSteps
        budget = Budget(
            tokens: configuration.integer(.maxTokens), money: configuration.money(.maxUSD),
            modelCalls: configuration.integer(.maxModelCalls), toolCalls: configuration.integer(.maxToolCalls),
            wallTime: configuration.integer(.maxWallSeconds).map { .seconds($0) })
        maxOutputTokens = configuration.integer(.maxOutputTokens) ?? maxOutputTokens
        contextTokens = configuration.integer(.contextTokens) ?? contextTokens
        toolTimeout = configuration.integer(.toolTimeoutSeconds).map { .seconds($0) } ?? toolTimeout
        toolOutputBytes = configuration.integer(.toolOutputBytes) ?? toolOutputBytes
        guard maxOutputTokens < contextTokens else {
            throw ConfigurationError(
                .invalidValue, key: ConfigurationKey.maxOutputTokens.path,
                source: configuration.source(of: .maxOutputTokens),
                expected: "fewer than limits.context_tokens, which is \(contextTokens)", found: "\(maxOutputTokens)",
                advice: "Lower it, or raise limits.context_tokens.")
        }
    }
}
