/// Tokens that model calls used.
public struct Usage: Hashable, Sendable {
    /// All input tokens, those read from a cache included.
    public var inputTokens: Int
    /// All output tokens, those of reasoning included.
    public var outputTokens: Int
    /// The part of the input that came out of the provider's cache.
    public var cachedInputTokens: Int
    /// The part of the input that was written to the provider's cache.
    public var cacheWriteTokens: Int
    /// The part of the output that was reasoning.
    public var reasoningTokens: Int

    /// Counts tokens.
    public init(
        inputTokens: Int = 0, outputTokens: Int = 0, cachedInputTokens: Int = 0, reasoningTokens: Int = 0,
        cacheWriteTokens: Int = 0
    ) {
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.cachedInputTokens = cachedInputTokens
        self.reasoningTokens = reasoningTokens
        self.cacheWriteTokens = cacheWriteTokens
    }

    /// Input and output together.
    public var totalTokens: Int { inputTokens + outputTokens }

    /// Adds two counts field by field.
    public static func + (left: Usage, right: Usage) -> Usage {
        Usage(
            inputTokens: left.inputTokens + right.inputTokens,
            outputTokens: left.outputTokens + right.outputTokens,
            cachedInputTokens: left.cachedInputTokens + right.cachedInputTokens,
            reasoningTokens: left.reasoningTokens + right.reasoningTokens,
            cacheWriteTokens: left.cacheWriteTokens + right.cacheWriteTokens
        )
    }
}
