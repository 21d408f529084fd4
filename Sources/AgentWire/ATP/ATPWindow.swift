public import AgentPrimitives

/// How much a stream may have under way at once (ATP 1.1, `window`).
public struct ATPWindow: Hashable, Sendable {
    /// Tasks at once, 0 to 1,000.
    public var maxParallel: Int
    /// Tokens, 0 to 10,000,000.
    public var maxTokens: Int
    /// Dollars, 0 to 10,000.
    public var maxCost: Money

    /// Describes a window; ranges are checked when it is encoded.
    public init(maxParallel: Int, maxTokens: Int, maxCost: Money) {
        self.maxParallel = maxParallel
        self.maxTokens = maxTokens
        self.maxCost = maxCost
    }
}

extension ATPWindow {
    private static let parallelRange = 0...1000
    private static let tokenRange = 0...10_000_000
    private static let microsRange: ClosedRange<Int64> = 0...10_000_000_000

    init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            maxParallel: try json.member("max_parallel").integer(in: Self.parallelRange),
            maxTokens: try json.member("max_tokens").integer(in: Self.tokenRange),
            maxCost: Money(micros: try json.member("max_usd_micros").integer(in: Self.microsRange)))
    }

    func checkedJSON() throws(WireError) -> JSONValue {
        try WireError.check(maxParallel, in: Self.parallelRange, "/window/max_parallel")
        try WireError.check(maxTokens, in: Self.tokenRange, "/window/max_tokens")
        try WireError.check(maxCost.micros, in: Self.microsRange, "/window/max_usd_micros")
        return [
            "max_parallel": .int(maxParallel), "max_tokens": .int(maxTokens), "max_usd_micros": .int(maxCost.micros),
        ]
    }
}
