public import AgentPrimitives

/// What a piece of work is expected to cost (ATP 1.1, `payload.cost_est`).
public struct ATPCostEstimate: Hashable, Sendable {
    /// Tokens read.
    public var inputTokens: Int
    /// Tokens written.
    public var outputTokens: Int
    /// The price.
    public var cost: Money

    /// Describes a cost; none of the three may be negative.
    public init(inputTokens: Int, outputTokens: Int, cost: Money) {
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.cost = cost
    }
}

extension ATPCostEstimate {
    // Integers up to here survive every JSON reader.
    private static let countRange = 0...WireError.largestExactInteger
    private static let microsRange: ClosedRange<Int64> = 0...Int64(WireError.largestExactInteger)

    init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            inputTokens: try json.member("in_tokens").integer(in: Self.countRange),
            outputTokens: try json.member("out_tokens").integer(in: Self.countRange),
            cost: try Self.cost(json))
    }

    // Version 0.1 wrote dollars as a fraction; they are rounded to whole millionths. Millionths win when both are there.
    private static func cost(_ json: JSONReader) throws(JSONShapeError) -> Money {
        let dollarRange = 0...Double(microsRange.upperBound / 1_000_000)
        if try json.optional("usd_micros") == nil,
            let dollars = try json.optional("usd")?.number(in: dollarRange)
        {
            return Money(micros: Int64((dollars * 1_000_000).rounded()))
        }
        return Money(micros: try json.member("usd_micros").integer(in: microsRange))
    }

    func checkedJSON() throws(WireError) -> JSONValue {
        try WireError.check(inputTokens, in: Self.countRange, "/payload/cost_est/in_tokens")
        try WireError.check(outputTokens, in: Self.countRange, "/payload/cost_est/out_tokens")
        try WireError.check(cost.micros, in: Self.microsRange, "/payload/cost_est/usd_micros")
        return ["in_tokens": .int(inputTokens), "out_tokens": .int(outputTokens), "usd_micros": .int(cost.micros)]
    }
}
