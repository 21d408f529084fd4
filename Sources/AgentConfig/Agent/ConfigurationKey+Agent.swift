extension ConfigurationKey {
    /// The model that answers when a command names none.
    public static let model: ConfigurationKey = "model"
    /// The models that can be asked.
    public static let models: ConfigurationKey = "models"
    /// Where the gateway listens.
    public static let listen: ConfigurationKey = "listen"
    /// What the agent is called.
    public static let agentName: ConfigurationKey = "agent.name"
    /// What the agent is for and how it behaves.
    public static let agentInstructions: ConfigurationKey = "agent.instructions"
    /// What the agent may use.
    public static let capabilities: ConfigurationKey = "capabilities"
    /// The rules by which actions are allowed.
    public static let policy: ConfigurationKey = "policy"
    /// The folder that keeps sessions and memory.
    public static let state: ConfigurationKey = "state"

    /// Model calls in one turn.
    public static let maxSteps: ConfigurationKey = "limits.max_steps"
    /// Tokens in one run.
    public static let maxTokens: ConfigurationKey = "limits.max_tokens"
    /// Dollars in one run.
    public static let maxUSD: ConfigurationKey = "limits.max_usd"
    /// Model calls in one run.
    public static let maxModelCalls: ConfigurationKey = "limits.max_model_calls"
    /// Tool calls in one run.
    public static let maxToolCalls: ConfigurationKey = "limits.max_tool_calls"
    /// Seconds of one run.
    public static let maxWallSeconds: ConfigurationKey = "limits.max_wall_seconds"
    /// Tokens of one answer.
    public static let maxOutputTokens: ConfigurationKey = "limits.max_output_tokens"
    /// Tokens of the model's window.
    public static let contextTokens: ConfigurationKey = "limits.context_tokens"
    /// Seconds of one tool call.
    public static let toolTimeoutSeconds: ConfigurationKey = "limits.tool_timeout_seconds"
    /// Bytes of one tool result.
    public static let toolOutputBytes: ConfigurationKey = "limits.tool_output_bytes"
}
