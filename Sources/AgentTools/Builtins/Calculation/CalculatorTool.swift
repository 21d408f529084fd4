public import AgentPrimitives

/// Evaluates an arithmetic expression, exactly where it can.
public struct CalculatorTool: Tool {
    /// `calc`.
    public static let name = "calc"
    /// What it does, for the model.
    public static let summary =
        "Evaluates an arithmetic expression exactly, such as 17*23 or sqrt(2)^3. Operators + - * / % ^ and parentheses; "
        + "functions sqrt abs min max round floor ceil ln log10 exp sin cos tan pow; constants pi and e."
    /// From its argument alone.
    public static let effect = EffectClass.compute
    /// Calculating again changes nothing.
    public static let idempotency = Idempotency.pure

    @Parameter("The expression, such as (1.5 + 2) * 3.") var expression: String

    /// Makes the tool; it holds no state.
    public init() {}

    /// `{"expression":"17*23","value":"391"}`.
    public func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
        let value = try CalculatorParser.value(of: expression)
        return .json(["expression": .string(expression), "value": .string(value.description)])
    }
}
