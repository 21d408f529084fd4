/// In what a particular OpenAI-compatible server differs from the others.
public struct OpenAIChatOptions: Hashable, Sendable {
    /// The field that carries the largest answer.
    public var tokenLimitField: TokenLimitField = .maxTokens
    /// Whether to ask for token counts at the end of the stream (`stream_options.include_usage`).
    public var asksForUsage = true
    /// Whether earlier reasoning is sent back as `reasoning_content`; servers that do not know the field may refuse it.
    public var returnsReasoning = false
    /// How large an answer may grow.
    public var limits = AnswerLimits()

    /// What most servers take.
    public init() {}

    /// What is known to work with the server of that name.
    public init(host: String) {
        switch host {
        case "api.openai.com":
            tokenLimitField = .maxCompletionTokens
        case "api.deepseek.com":
            returnsReasoning = true
        case "api.mistral.ai":
            asksForUsage = false
        default:
            break
        }
    }
}

extension OpenAIChatOptions {
    /// The field that carries the largest answer.
    public enum TokenLimitField: String, Hashable, Sendable {
        /// The original field; most servers know only this one.
        case maxTokens = "max_tokens"
        /// OpenAI's own newer field; its reasoning models refuse the original.
        case maxCompletionTokens = "max_completion_tokens"
    }
}
