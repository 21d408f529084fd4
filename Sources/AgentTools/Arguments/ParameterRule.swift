internal import AgentPrimitives

/// What an argument must keep to beyond its type.
struct ParameterRule<Value: ParameterValue>: Sendable {
    /// Joins the schema of the type.
    let schema: JSONObject
    /// What is expected altogether, as in `a whole number in 1...5000`.
    let expectation: String
    let accepts: @Sendable (Value) -> Bool

    /// Nothing beyond the type.
    static var none: ParameterRule {
        ParameterRule(schema: [:], expectation: Value.parameterExpectation) { _ in true }
    }

    static func range(_ range: ClosedRange<Value.Bound>) -> ParameterRule where Value: RangedParameterValue {
        let lower = range.lowerBound.parameterJSON
        let upper = range.upperBound.parameterJSON
        let kind = Value.Bound.self == Double.self ? "a number" : "a whole number"
        return ParameterRule(
            schema: ["minimum": lower, "maximum": upper], expectation: "\(kind) in \(lower)...\(upper)"
        ) { $0.isWithin(range) }
    }

    static func allowed(_ values: [Value]) -> ParameterRule {
        let values = values.map(\.parameterJSON)
        return ParameterRule(
            schema: ["enum": .array(values)],
            expectation: "one of " + values.map(\.description).joined(separator: ", ")
        ) { value in
            // An optional that is absent is no value to check.
            let value = value.parameterJSON
            return values.contains(value) || (value.isNull && Value.absentParameter != nil)
        }
    }
}
