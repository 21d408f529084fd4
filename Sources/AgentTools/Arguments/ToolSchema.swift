public import AgentPrimitives

/// The JSON Schema (draft 2020-12) of a tool's arguments.
///
/// An object schema: `properties` in the order of declaration, `required`, and `additionalProperties: false`.
public struct ToolSchema: Hashable, Sendable {
    /// The schema document.
    public let json: JSONValue

    /// Reads the schema from the instance's ``Parameter`` properties.
    public init(of tool: some Tool) {
        json = .object(ParameterList(of: tool).schema)
    }
}
