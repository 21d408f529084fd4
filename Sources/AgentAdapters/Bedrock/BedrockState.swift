internal import AgentPrimitives

/// What an opaque part of this API means; its data is a JSON object with one member.
enum BedrockState: Sendable {
    /// A whole content block that stands alone.
    case block(JSONObject)
    /// The part before it, as this API wrote it.
    case form(JSONObject)
    /// Further members of the block before it.
    case members(JSONObject)
    /// The content of the tool result before it, as this API wrote it.
    case resultContent([JSONValue])

    /// `nil` for state of another origin, and for what is none of these.
    init?(_ state: ProviderState) {
        guard state.isBedrock, let member = (try? JSONValue(parsing: state.data))?.objectValue?.members.first else {
            return nil
        }
        switch (member.key, member.value) {
        case ("block", .object(let object)): self = .block(object)
        case ("form", .object(let object)): self = .form(object)
        case ("members", .object(let object)): self = .members(object)
        case ("result", .array(let elements)): self = .resultContent(elements)
        default: return nil
        }
    }

    var state: ProviderState {
        let json: JSONValue =
            switch self {
            case .block(let object): ["block": .object(object)]
            case .form(let object): ["form": .object(object)]
            case .members(let object): ["members": .object(object)]
            case .resultContent(let elements): ["result": .array(elements)]
            }
        return .bedrock(json.text())
    }
}
