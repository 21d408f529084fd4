/// In what a particular OpenAI-compatible server differs from the others.
public struct OpenAIChatOptions: Hashable, Sendable {
    /// The field that carries the largest answer.
    public var tokenLimitField: TokenLimitField = .maxTokens
    /// Whether to ask for token counts at the end of the stream (`stream_options.include_usage`).
    public var asksForUsage = true
    /// Whether earlier reasoning is sent back as `reasoning_content`; servers that do not know the field may refuse it.
    public var returnsReasoning = false
    /// Whether earlier reasoning is sent back as `reasoning_details`.
    public var returnsReasoningDetails = false
    /// Whether calls carry the thought signatures of Gemini.
    public var returnsThoughtSignatures = false
    /// How the ids of tool calls have to look.
    public var callIDForm = CallIDForm.any
    /// The word for "must call a tool".
    public var requiredToolChoice = "required"
    /// The field that makes sampling repeatable.
    public var seedField = "seed"
    /// Whether the server refuses fields that say how to sample.
    public var fixesSampling = false
    /// Whether a user message must not follow a tool message at once.
    public var needsAssistantAfterTool = false
    /// The field that carries the key; `nil` for a bearer token.
    public var keyField: String?
    /// The query that every call carries, such as `api-version=…`.
    public var query: String?
    /// How large an answer may grow.
    public var limits = AnswerLimits()

    /// What most servers take.
    public init() {}

    /// What is known to work with the server of that name.
    public init(host: String) {
        switch host {
        case "api.openai.com": self = .openAI
        case "api.deepseek.com": self = .deepSeek
        case "api.mistral.ai": self = .mistral
        case "api.moonshot.ai", "api.moonshot.cn": self = .moonshot
        case "openrouter.ai": self = .openRouter
        case "generativelanguage.googleapis.com": self = .geminiCompatible
        default: self = host.hasSuffix(".openai.azure.com") ? .azure : OpenAIChatOptions()
        }
    }

    /// OpenAI itself: reasoning models refuse the older limit.
    public static let openAI = options { $0.tokenLimitField = .maxCompletionTokens }
    /// DeepSeek: thinking models refuse a conversation whose reasoning is left out.
    public static let deepSeek = options { $0.returnsReasoning = true }
    /// Moonshot: sampling is fixed, reasoning goes back.
    public static let moonshot = options {
        $0.returnsReasoning = true
        $0.fixesSampling = true
    }
    /// Mistral: ids of nine letters and digits, own words for some fields, counts without being asked.
    public static let mistral = options {
        $0.asksForUsage = false
        $0.callIDForm = .nineCharacters
        $0.requiredToolChoice = "any"
        $0.seedField = "random_seed"
        $0.needsAssistantAfterTool = true
    }
    /// OpenRouter: reasoning goes back in the form in which it came.
    public static let openRouter = options { $0.returnsReasoningDetails = true }
    /// Gemini through its compatible API: calls carry thought signatures.
    public static let geminiCompatible = options { $0.returnsThoughtSignatures = true }
    /// Azure: another field for the key, and a version in the query; the base URL names the deployment.
    public static let azure = options {
        $0.tokenLimitField = .maxCompletionTokens
        $0.keyField = "api-key"
        $0.query = "api-version=2024-10-21"
    }

    private static func options(_ change: (inout OpenAIChatOptions) -> Void) -> OpenAIChatOptions {
        var options = OpenAIChatOptions()
        change(&options)
        return options
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

    /// How the ids of tool calls have to look.
    public enum CallIDForm: Hashable, Sendable {
        /// As they come.
        case any
        /// Nine letters and digits.
        case nineCharacters
    }
}
