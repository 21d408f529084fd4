internal import AgentPrimitives

/// What a delta or a whole message says, apart from its tool calls.
struct ChatContent: Sendable {
    private(set) var text = ""
    private(set) var reasoning = ""
    private(set) var refusal = ""
    /// OpenRouter's reasoning in the form in which it has to be given back.
    private(set) var reasoningDetails: [JSONValue] = []

    init(_ json: JSONValue) {
        // Servers that send both fields send the same text in both.
        reasoning = Self.nonEmpty(json["reasoning_content"]) ?? Self.nonEmpty(json["reasoning"]) ?? ""
        refusal = json["refusal"]?.stringValue ?? ""
        reasoningDetails = json["reasoning_details"]?.arrayValue ?? []
        switch json["content"] {
        case .string(let text): self.text = text
        case .array(let parts): for part in parts { add(part) }
        default: break
        }
    }

    /// The pieces of tool calls in a delta or a message; the legacy `function_call` counts as one without id.
    static func toolCalls(in json: JSONValue) -> [ChatToolCallPiece] {
        if let calls = json["tool_calls"]?.arrayValue {
            return calls.filter { $0.objectValue != nil }.map(ChatToolCallPiece.init)
        }
        guard let call = json["function_call"], call.objectValue != nil else { return [] }
        return [ChatToolCallPiece(call)]
    }

    /// Takes one element of a content list, in which Mistral puts its reasoning.
    private mutating func add(_ part: JSONValue) {
        switch part["type"]?.stringValue {
        case "text", "output_text": text += part["text"]?.stringValue ?? ""
        case "refusal": refusal += part["refusal"]?.stringValue ?? ""
        case "thinking":
            let pieces = part["thinking"]?.arrayValue ?? []
            reasoning += part["thinking"]?.stringValue ?? pieces.compactMap { $0["text"]?.stringValue }.joined()
        default: break
        }
    }

    private static func nonEmpty(_ json: JSONValue?) -> String? {
        json?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }
}
