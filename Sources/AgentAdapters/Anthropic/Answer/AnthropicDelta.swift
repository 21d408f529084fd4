internal import AgentPrimitives

/// What a `content_block_delta` brings.
struct AnthropicDelta: Sendable {
    enum Kind: Sendable {
        case text, thinking, input, signature, citation
        /// Of a later version of the API.
        case other
    }

    let kind: Kind
    let index: Int?
    /// The piece of text, thinking or arguments, or the signature.
    var text = ""
    /// The delta itself, where it is more than a text.
    var json = JSONValue.null

    init(kind: Kind, index: Int?, text: String) {
        self.kind = kind
        self.index = index
        self.text = text
    }

    init?(_ json: JSONValue, index: Int?) {
        guard let type = json["type"]?.stringValue else { return nil }
        self.index = index
        switch type {
        case "text_delta":
            kind = .text
            text = json["text"]?.stringValue ?? ""
        case "thinking_delta":
            kind = .thinking
            text = json["thinking"]?.stringValue ?? ""
        case "input_json_delta":
            kind = .input
            // Some servers send the object itself instead of its text.
            text = json["partial_json"].flatMap { $0.objectValue == nil ? $0.stringValue : $0.text() } ?? ""
        case "signature_delta":
            kind = .signature
            text = json["signature"]?.stringValue ?? ""
        case "citations_delta":
            kind = .citation
            self.json = json["citation"] ?? .null
        default:
            kind = .other
            self.json = json
        }
    }
}
