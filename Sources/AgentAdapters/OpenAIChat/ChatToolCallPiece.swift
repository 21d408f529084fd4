internal import AgentPrimitives

/// One element of `tool_calls`, in a delta or in a whole message; explicit nulls and empty texts count as absent.
struct ChatToolCallPiece: Sendable {
    let index: Int?
    let id: String?
    let name: String?
    let arguments: String
    /// Gemini's proof for the call, through its compatible API.
    let signature: String?

    init(_ json: JSONValue) {
        // The legacy `function_call` has name and arguments without a `function` around them.
        let function = json["function"] ?? json
        index = json["index"]?.intValue
        signature = json["extra_content"]?["google"]?["thought_signature"]?.stringValue
        id = json["id"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        name = function["name"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        switch function["arguments"] {
        case .string(let text): arguments = text
        // Some servers send the object itself instead of its text.
        case .some(.object(let object)):
            arguments = String(decoding: JSONValue.object(object).serialized(), as: UTF8.self)
        default: arguments = ""
        }
    }
}
