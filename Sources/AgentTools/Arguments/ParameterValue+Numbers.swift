public import AgentPrimitives

extension FixedWidthInteger where Self: ParameterValue {
    /// A whole number, with its type's limits where they are narrower than 64 bits or exclude negative ones.
    public static var parameterSchema: JSONObject {
        var schema: JSONObject = ["type": "integer"]
        if Self.self == Int.self || Self.self == Int64.self { return schema }
        schema["minimum"] = .int(Self.min)
        schema["maximum"] = .int(Self.max)
        return schema
    }

    /// A whole number, with its type's limits where they are narrower than 64 bits or exclude negative ones.
    public static var parameterExpectation: String {
        Self.self == Int.self || Self.self == Int64.self
            ? "a whole number" : "a whole number in \(Self.min)...\(Self.max)"
    }

    /// Reads a whole number; `2.0` and `2e0` count as `2`.
    public init(parameter argument: JSONReader) throws(JSONShapeError) {
        let number = argument.value.numberValue
        guard let value = number?.int64.flatMap(Self.init(exactly:)) ?? number?.uint64.flatMap(Self.init(exactly:))
        else { throw argument.mismatch(Self.parameterExpectation) }
        self = value
    }

    /// The number.
    public var parameterJSON: JSONValue { .int(self) }

    /// Whether the range holds the number.
    public func isWithin(_ range: ClosedRange<Self>) -> Bool { range.contains(self) }
}

extension Int: RangedParameterValue {}
extension Int8: RangedParameterValue {}
extension Int16: RangedParameterValue {}
extension Int32: RangedParameterValue {}
extension Int64: RangedParameterValue {}
extension UInt: RangedParameterValue {}
extension UInt8: RangedParameterValue {}
extension UInt16: RangedParameterValue {}
extension UInt32: RangedParameterValue {}
extension UInt64: RangedParameterValue {}

extension Double: RangedParameterValue {
    /// A number.
    public static var parameterSchema: JSONObject { ["type": "number"] }
    /// A number.
    public static var parameterExpectation: String { "a number" }

    /// Reads a number that a double can hold.
    public init(parameter argument: JSONReader) throws(JSONShapeError) {
        guard let value = argument.value.doubleValue else { throw argument.mismatch(Self.parameterExpectation) }
        self = value
    }

    /// The number; `null` when it is not finite, for which JSON has no form.
    public var parameterJSON: JSONValue {
        if let whole = Int64(exactly: self) { return .int(whole) }
        return JSONNumber(self).map(JSONValue.number) ?? .null
    }

    /// Whether the range holds the number.
    public func isWithin(_ range: ClosedRange<Double>) -> Bool { range.contains(self) }
}
