extension ConfigurationSchema {
    /// The settings of an agent and of the gateway, as `agent.json` holds them.
    public static let agent = ConfigurationSchema(
        [
            ConfigurationSetting(.model, .text(), summary: "The model that answers when a command names none."),
            ConfigurationSetting(
                .models, .list(secretFields: ["api_key"]),
                summary: "The models that can be asked: name, upstream, base_url, model, api_key, region and prices."),
            ConfigurationSetting(.listen, .text(), summary: "Where the gateway listens, as HOST:PORT."),
            ConfigurationSetting(.agentName, .text(), default: .text("agent"), summary: "What the agent is called."),
            ConfigurationSetting(
                .agentInstructions, .text(), summary: "What the agent is for and how it behaves; part of every prompt."),
            ConfigurationSetting(
                .capabilities, .texts,
                summary: "What the agent may use, such as fs.read; tools that need more are refused."
            ),
            ConfigurationSetting(
                .policy, .object(), summary: "The rules by which actions are allowed, denied or escalated."),
            ConfigurationSetting(
                .state, .text(),
                summary: "The folder that keeps sessions and memory; .agent in the workspace by default."),
            limit(.maxSteps, 1...10_000, default: 12, summary: "Model calls in one turn."),
            limit(.maxTokens, 1...Int.max, summary: "Input and output tokens in one run."),
            ConfigurationSetting(
                .maxUSD, .money, environment: "AGENT_MAX_USD", summary: "Dollars that one run may cost."),
            limit(.maxModelCalls, 1...Int.max, summary: "Model calls in one run."),
            limit(.maxToolCalls, 0...Int.max, summary: "Tool calls in one run."),
            limit(.maxWallSeconds, 1...31_536_000, default: 1800, summary: "Seconds that one run may take."),
            limit(.maxOutputTokens, 1...10_000_000, default: 1024, summary: "Tokens of one answer."),
            limit(
                .contextTokens, 256...100_000_000, default: 8192,
                summary: "Tokens of the model's window, input and output."
            ),
            limit(.toolTimeoutSeconds, 1...86_400, default: 30, summary: "Seconds that one tool call may take."),
            limit(
                .toolOutputBytes, 256...16_777_216, default: 16_384, summary: "Bytes of a tool result before it is cut."
            ),
        ] + memoryGateway)

    /// Limits have short variables: `AGENT_MAX_STEPS` for `limits.max_steps`.
    private static func limit(
        _ key: ConfigurationKey, _ bounds: ClosedRange<Int>, default fallback: Int? = nil, summary: String
    ) -> ConfigurationSetting {
        ConfigurationSetting(
            key, .integer(bounds), default: fallback.map { .integer($0) },
            environment: "AGENT_" + (key.steps.last ?? "").uppercased(), summary: summary)
    }
}
