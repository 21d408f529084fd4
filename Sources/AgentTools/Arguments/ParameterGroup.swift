public import AgentPrimitives

/// Arguments that belong together and travel as one nested object.
///
/// ```swift
/// struct Window: ParameterGroup {
///     @Parameter("The first line.", range: 1...1_000_000) var start: Int = 1
///     @Parameter("How many lines.", range: 1...5000) var count: Int = 200
/// }
/// ```
///
/// A tool takes it as any other value: `@Parameter("Which part.") var window: Window = Window()`.
public protocol ParameterGroup: ParameterValue {
    /// Makes an instance whose arguments are yet to be decoded.
    init()
}

extension ParameterGroup {
    /// An object with the group's parameters.
    public static var parameterSchema: JSONObject { ParameterList(of: Self()).schema }
    /// An object.
    public static var parameterExpectation: String { "an object" }

    /// Reads the group's arguments.
    public init(parameter argument: JSONReader) throws(JSONShapeError) {
        self.init()
        try ParameterList(of: self).fill(from: argument)
    }

    /// An object with the group's values.
    public var parameterJSON: JSONValue {
        var object = JSONObject()
        for entry in ParameterList(of: self).entries {
            guard let value = entry.declaration.currentJSON, !value.isNull else { continue }
            object[entry.name] = value
        }
        return .object(object)
    }
}
