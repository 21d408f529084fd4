internal import AgentPrimitives

/// An output item of a client's response while it grows.
struct ResponsesOpenItem: Sendable {
    enum Kind: Sendable {
        case message
        case reasoning
        case call(id: String, name: String)
    }

    let kind: Kind
    let id: String
    /// Its index in the output.
    let index: Int
    /// The parts of a message that are whole.
    var parts: [JSONValue] = []
    /// What a message has beyond its parts, such as a phase.
    var members: JSONObject = [:]
    /// The text of the part at hand, of the reasoning, or of the arguments.
    var text = ""
    var annotations = ResponsesAnnotations()
    var signature: ProviderState?
    /// Whether a part was announced that is not whole yet.
    var hasOpenPart = false
    /// Whether the arguments of a call were declared whole.
    var hasEndedArguments = false

    /// The item as it is now.
    func json(status: String) -> JSONValue {
        switch kind {
        case .message: .object(message(status: status))
        case .reasoning: .object(reasoning)
        case .call(let callID, let name): .object(call(callID, name, status: status))
        }
    }

    private func message(status: String) -> JSONObject {
        var item: JSONObject = [
            "id": .string(id), "type": "message", "status": .string(status), "role": "assistant",
            "content": .array(parts),
        ]
        for (key, value) in members.members where item[key] == nil { item[key] = value }
        return item
    }

    /// The item of the server that the reasoning came from, or one that keeps the state of another API.
    private var reasoning: JSONObject {
        if let own = signature.flatMap(ResponsesState.object(in:)) {
            var item = own
            item["id"] = .string(id)
            return item
        }
        let summary: [JSONValue] = text.isEmpty ? [] : [Self.summary(text)]
        return [
            "id": .string(id), "type": "reasoning", "summary": .array(summary),
            "encrypted_content": .string(TranslatedState(.reasoning, signature).encryptedContent),
        ]
    }

    private func call(_ callID: String, _ name: String, status: String) -> JSONObject {
        var item: JSONObject = [
            "id": .string(id), "type": "function_call", "status": .string(status), "arguments": .string(text),
            "call_id": .string(callID), "name": .string(name),
        ]
        for (key, value) in signature.flatMap(ResponsesState.object(in:))?.members ?? [] where item[key] == nil {
            item[key] = value
        }
        return item
    }

    static func summary(_ text: String) -> JSONValue { ["type": "summary_text", "text": .string(text)] }

    static func outputText(_ text: String, _ annotations: [JSONValue] = []) -> JSONValue {
        ["type": "output_text", "text": .string(text), "annotations": .array(annotations), "logprobs": []]
    }

    static func refusal(_ text: String) -> JSONValue { ["type": "refusal", "refusal": .string(text)] }
}
