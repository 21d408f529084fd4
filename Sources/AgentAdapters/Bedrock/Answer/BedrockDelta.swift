internal import AgentPrimitives

/// What a `contentBlockDelta` brings.
enum BedrockDelta: Sendable {
    case text(String)
    case reasoning(String)
    case signature(String)
    case hidden(String)
    case input(String)
    case citation(JSONValue)
    case image(String)
    case result([JSONValue])

    /// - Returns: `nil` for a delta that says nothing, or is of a later version of the API.
    init?(_ json: JSONValue) {
        guard let member = json.objectValue?.members.first(where: { !$0.value.isNull }) else { return nil }
        let value = member.value
        switch member.key {
        case "text": self = .text(value.stringValue ?? "")
        case "toolUse":
            // Some servers send the object itself instead of its text.
            guard let input = value["input"], !input.isNull else { return nil }
            self = .input(input.stringValue ?? input.text())
        case "reasoningContent":
            // Both may come at once.
            if let signature = value["signature"]?.stringValue, value["text"]?.stringValue == nil {
                self = .signature(signature)
            } else if let data = value["redactedContent"]?.stringValue {
                self = .hidden(data)
            } else {
                self = .reasoning(value["text"]?.stringValue ?? "")
            }
        case "citation": self = .citation(value)
        case "image":
            guard let data = value["source"]?["bytes"]?.stringValue else { return nil }
            self = .image(data)
        case "toolResult": self = .result(value.arrayValue ?? [value])
        default: return nil
        }
    }

    var isEmpty: Bool {
        switch self {
        case .text(let text), .reasoning(let text), .signature(let text), .hidden(let text), .input(let text),
            .image(let text):
            text.isEmpty
        case .citation: false
        case .result(let elements): elements.isEmpty
        }
    }
}
