/// What a model's tokens cost, in millionths of a US dollar per million tokens.
public struct ModelPrices: Hashable, Sendable {
    /// Input that is not read from a cache.
    public var inputMicros: Int64
    /// Input read from the provider's cache; `nil` when it costs the same.
    public var cachedInputMicros: Int64?
    /// Input written to the provider's cache; `nil` when it costs the same.
    public var cacheWriteMicros: Int64?
    /// Visible output.
    public var outputMicros: Int64
    /// Output spent on reasoning; `nil` when it costs the same.
    public var reasoningMicros: Int64?

    /// Sets the prices.
    public init(
        inputMicros: Int64, outputMicros: Int64, cachedInputMicros: Int64? = nil, reasoningMicros: Int64? = nil,
        cacheWriteMicros: Int64? = nil
    ) {
        self.inputMicros = inputMicros
        self.outputMicros = outputMicros
        self.cachedInputMicros = cachedInputMicros
        self.reasoningMicros = reasoningMicros
        self.cacheWriteMicros = cacheWriteMicros
    }

    /// For models that cost nothing to call, such as the built-in ones.
    public static let free = ModelPrices(inputMicros: 0, outputMicros: 0)

    /// The cost of some tokens, rounded up to a whole millionth; the largest amount rather than an overflow.
    public func cost(of usage: Usage) -> Money {
        let parts: [(tokens: Int, rate: Int64)] = [
            (usage.inputTokens - usage.cachedInputTokens - usage.cacheWriteTokens, inputMicros),
            (usage.cacheWriteTokens, cacheWriteMicros ?? inputMicros),
            (usage.cachedInputTokens, cachedInputMicros ?? inputMicros),
            (usage.outputTokens - usage.reasoningTokens, outputMicros),
            (usage.reasoningTokens, reasoningMicros ?? outputMicros),
        ]
        var total: Int64 = 0
        for (tokens, rate) in parts {
            let (product, overflow) = Int64(max(0, tokens)).multipliedReportingOverflow(by: rate)
            let (sum, carry) = total.addingReportingOverflow(product)
            guard !overflow, !carry else { return Money(micros: .max) }
            total = sum
        }
        let (whole, rest) = total.quotientAndRemainder(dividingBy: 1_000_000)
        return Money(micros: whole + (rest > 0 ? 1 : 0))
    }
}
