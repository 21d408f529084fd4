public import AgentPrimitives

extension String: ParameterValue {
    /// A string.
    public static var parameterSchema: JSONObject { ["type": "string"] }
    /// A string.
    public static var parameterExpectation: String { "a string" }

    /// Reads a string.
    public init(parameter argument: JSONReader) throws(JSONShapeError) {
        self = try argument.string()
    }

    /// The string.
    public var parameterJSON: JSONValue { .string(self) }
}

extension Bool: ParameterValue {
    /// A boolean.
    public static var parameterSchema: JSONObject { ["type": "boolean"] }
    /// A boolean.
    public static var parameterExpectation: String { "true or false" }

    /// Reads a boolean.
    public init(parameter argument: JSONReader) throws(JSONShapeError) {
        self = try argument.bool()
    }

    /// The boolean.
    public var parameterJSON: JSONValue { .bool(self) }
}

extension JSONValue: ParameterValue {
    /// Anything.
    public static var parameterSchema: JSONObject { [:] }
    /// Anything.
    public static var parameterExpectation: String { "any value" }

    /// Takes the value as it is.
    public init(parameter argument: JSONReader) throws(JSONShapeError) {
        self = argument.value
    }

    /// The value itself.
    public var parameterJSON: JSONValue { self }
}

extension Array: ParameterValue where Element: ParameterValue {
    /// A list.
    public static var parameterSchema: JSONObject {
        ["type": "array", "items": .object(Element.parameterSchema)]
    }

    /// A list.
    public static var parameterExpectation: String { "an array" }

    /// Reads the elements in order.
    public init(parameter argument: JSONReader) throws(JSONShapeError) {
        var elements: [Element] = []
        for element in try argument.elements() { elements.append(try Element(parameter: element)) }
        self = elements
    }

    /// The list.
    public var parameterJSON: JSONValue { .array(map(\.parameterJSON)) }
}

extension Optional: ParameterValue where Wrapped: ParameterValue {
    /// The wrapped type's schema: leaving the argument out, not `null`, is the usual way to say nothing.
    public static var parameterSchema: JSONObject { Wrapped.parameterSchema }
    /// What the wrapped type expects.
    public static var parameterExpectation: String { Wrapped.parameterExpectation }
    /// `nil`: the argument may be left out.
    public static var absentParameter: Self? { .some(.none) }

    /// Reads the wrapped type; `null` stands for `nil`.
    public init(parameter argument: JSONReader) throws(JSONShapeError) {
        self = argument.value.isNull ? .none : .some(try Wrapped(parameter: argument))
    }

    /// The wrapped value, or `null`.
    public var parameterJSON: JSONValue { self?.parameterJSON ?? .null }
}

extension Optional: RangedParameterValue where Wrapped: RangedParameterValue {
    /// Whether the range holds the wrapped value, if there is one.
    public func isWithin(_ range: ClosedRange<Wrapped.Bound>) -> Bool { self?.isWithin(range) ?? true }
}
