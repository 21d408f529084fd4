internal import AgentPrimitives

/// A ``ParameterDeclaration`` of any type.
protocol AnyParameterDeclaration: AnyObject, Sendable {
    var isRequired: Bool { get }
    var schema: JSONObject { get }
    /// The group's value, else the default, as JSON.
    var currentJSON: JSONValue? { get }

    /// From now on values come from the running call only.
    func markRegistered()
    /// Decodes the argument, which is `nil` when `object` lacks it, for one call.
    func bind(_ argument: JSONReader?, named name: String, in object: JSONReader, to bindings: inout ArgumentBindings)
        throws(JSONShapeError)
    /// Decodes the argument into the declaration itself, which no other call shares.
    func fill(_ argument: JSONReader?, named name: String, in object: JSONReader) throws(JSONShapeError)
}
