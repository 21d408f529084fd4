/// The API that an upstream model speaks.
public enum UpstreamKind: String, Hashable, Sendable, CaseIterable {
    /// OpenAI chat completions, and everything compatible with it.
    case openAIChat = "openai-chat"
    /// OpenAI responses.
    case openAIResponses = "openai-responses"
    /// Anthropic messages.
    case anthropic = "anthropic"
    /// Google Gemini.
    case gemini = "gemini"
    /// Amazon Bedrock converse.
    case bedrock = "bedrock"
    /// Ollama's own API.
    case ollama = "ollama"
}
