internal import AgentPrimitives

/// What an opaque part of this API means; its data is JSON.
///
/// | JSON | meaning |
/// |---|---|
/// | an object with a `type` | a whole block that stands alone |
/// | an object without | further members of the block before it |
/// | an array | the content of the tool result before it, in the API's own form |
enum AnthropicState: Sendable {
    case block(JSONObject)
    case members(JSONObject)
    case resultContent([JSONValue])

    /// `nil` for state of another origin, and for what is no JSON.
    init?(_ state: ProviderState) {
        guard state.isAnthropic, let json = try? JSONValue(parsing: state.data) else { return nil }
        switch json {
        case .object(let object): self = object["type"]?.stringValue == nil ? .members(object) : .block(object)
        case .array(let elements): self = .resultContent(elements)
        case .null, .bool, .number, .string: return nil
        }
    }
}
