internal import AgentPrimitives

extension UpstreamKind {
    /// What stands between a base URL and the paths of the API, unless the URL ends with it already.
    var root: String {
        switch self {
        case .openAIChat, .openAIResponses: ""
        case .anthropic: "v1"
        case .gemini: "v1beta"
        case .ollama: "api"
        case .bedrock: ""
        }
    }

    /// The API as a server of that name speaks it.
    ///
    /// - Parameters:
    ///   - host: Tells OpenAI's compatible servers apart; empty for the API as its maker documents it.
    ///   - region: Where the provider's computers are, for signatures; `nil` to take it from the host.
    func upstreamDialect(host: String = "", region: String? = nil) -> any UpstreamDialect {
        switch self {
        case .openAIChat: OpenAIChatDialect(options: host.isEmpty ? .openAI : OpenAIChatOptions(host: host))
        case .openAIResponses: ResponsesDialect()
        case .anthropic: AnthropicDialect()
        case .gemini: GeminiDialect()
        case .ollama: OllamaDialect()
        case .bedrock: BedrockDialect(region: region)
        }
    }

    /// The API as its clients speak it; `nil` for one that is called but not served.
    var clientDialect: (any ClientDialect)? {
        switch self {
        case .openAIChat: OpenAIChatClientDialect()
        case .openAIResponses: ResponsesClientDialect()
        case .anthropic: AnthropicClientDialect()
        case .gemini: GeminiClientDialect()
        case .bedrock: BedrockClientDialect()
        case .ollama: nil
        }
    }
}
