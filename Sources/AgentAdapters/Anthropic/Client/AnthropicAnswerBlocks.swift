internal import AgentPrimitives

/// How parts of an answer look that arrive whole.
enum AnthropicAnswerBlocks {
    /// An item of this provider; `nil` for one of another, which no client of this API would understand.
    static func opaque(_ state: ProviderState) -> JSONObject? {
        guard case .block(let block)? = AnthropicState(state) else { return nil }
        return block
    }

    static func redacted(_ state: ProviderState) -> JSONObject {
        ["type": "redacted_thinking", "data": .string(AnthropicSignature.write(state))]
    }

    /// Answers of this API hold no media, so that the client is told in words.
    static func note(on media: Media) -> String {
        switch media.source {
        case .url(let url): "[\(media.kind.rawValue): \(url)]"
        case .text(let text): text
        case .base64, .file: "[\(media.kind.rawValue) that this API cannot carry]"
        }
    }

    /// The arguments of a call as a JSON object, whatever the model wrote.
    static func input(_ text: String) -> JSONValue {
        guard let json = try? JSONValue(parsing: text), json.objectValue != nil else {
            return text.isEmpty ? [:] : ["INVALID_JSON": .string(text)]
        }
        return json
    }
}
