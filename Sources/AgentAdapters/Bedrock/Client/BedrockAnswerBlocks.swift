internal import AgentPrimitives

/// How parts of an answer look that arrive whole.
enum BedrockAnswerBlocks {
    /// An item of this provider; `nil` for one of another, which no client of this API would understand.
    static func opaque(_ state: ProviderState) -> JSONObject? {
        guard case .block(let block)? = BedrockState(state) else { return nil }
        return block
    }

    static func redacted(_ state: ProviderState) -> JSONObject {
        ["redactedContent": .string(BedrockSignature.writeBlob(state))]
    }

    /// An image as the API takes it; `nil` for other media.
    static func image(_ media: Media) -> (format: String, data: String)? {
        guard media.kind == .image, case .base64(let data) = media.source, let format = BedrockMedia.format(of: media)
        else { return nil }
        return (format, data)
    }

    /// Answers hold no other media, so that the client is told in words.
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
