public import AgentPrimitives

/// A type that a tool's argument may have.
///
/// Strings, whole numbers of every width, doubles, booleans, optionals and arrays of them, and `JSONValue` for free form
/// have it; an enumeration of texts needs only to be `CaseIterable`, and a ``ParameterGroup`` an `init()`.
public protocol ParameterValue: Sendable {
    /// The type's JSON Schema (draft 2020-12), without description and default.
    static var parameterSchema: JSONObject { get }
    /// What is expected, as in `a whole number`; error messages are made of it.
    static var parameterExpectation: String { get }
    /// What stands for an argument that is absent and has no default; `nil` makes the argument required.
    static var absentParameter: Self? { get }

    /// Reads an argument.
    ///
    /// - Throws: what was expected and found, with the argument's path.
    init(parameter argument: JSONReader) throws(JSONShapeError)

    /// The value as an argument.
    var parameterJSON: JSONValue { get }
}

extension ParameterValue {
    /// Nothing: the argument is required.
    public static var absentParameter: Self? { nil }
}

extension ParameterValue where Self: CaseIterable & RawRepresentable<String> {
    /// One of the cases' texts.
    public static var parameterSchema: JSONObject {
        ["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })]
    }

    /// The cases' texts.
    public static var parameterExpectation: String {
        "one of " + allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    }

    /// Reads a case's text.
    public init(parameter argument: JSONReader) throws(JSONShapeError) {
        guard let text = argument.value.stringValue, let value = Self(rawValue: text) else {
            throw argument.mismatch(Self.parameterExpectation)
        }
        self = value
    }

    /// The case's text.
    public var parameterJSON: JSONValue { .string(rawValue) }
}
