internal import AgentPrimitives

/// Reads the input of a request: a text, or items, of which those of one turn of the model become one message.
struct ResponsesInputReader {
    private(set) var messages: [Message] = []
    private(set) var losses: [TranslationLoss] = []
    /// Tool names by call id; results do not repeat them.
    private var toolNames: [String: String] = [:]

    /// Reads the field `input`.
    mutating func read(_ input: JSONReader) throws(JSONShapeError) {
        if let text = input.value.stringValue {
            messages.append(.user(text))
            return
        }
        guard input.value.arrayValue != nil else { throw input.mismatch("a text or an array of items") }
        for item in try input.elements() { try add(item) }
    }

    private mutating func add(_ item: JSONReader) throws(JSONShapeError) {
        let object = try item.object()
        // A message may leave its type out.
        let type = try item.optional("type")?.string() ?? (object["role"] == nil ? nil : "message")
        switch type {
        case "message": try addMessage(item)
        case "function_call": try addCall(item)
        case "function_call_output": try addOutput(item)
        case "reasoning": try addReasoning(item)
        case "item_reference":
            losses.append(
                TranslationLoss(path: item.path.description, reason: "only the provider knows the item that it names"))
        case .some(let other):
            let isOutcome = other.hasSuffix("_output") || other.hasSuffix("_response")
            append([.opaque(ResponsesState.state(object))], as: isOutcome ? .tool : .assistant)
        case nil: throw item.mismatch("an item with a type")
        }
    }

    // MARK: Messages

    private mutating func addMessage(_ item: JSONReader) throws(JSONShapeError) {
        let role = try item.member("role")
        let content = try item.member("content")
        var parts: [ContentPart] = []
        if let text = content.value.stringValue {
            parts = [.text(text)]
        } else {
            guard content.value.arrayValue != nil else { throw content.mismatch("a text or an array of parts") }
            for part in try content.elements() { try ResponsesPartReader.read(part, into: &parts) }
        }
        var rest = try item.object()
        switch try role.string() {
        case "assistant": break
        case "user", "system": rest["role"] = nil
        // The same as system, but not to the letter.
        case "developer": break
        default: throw role.mismatch("\"user\", \"assistant\", \"system\" or \"developer\"")
        }
        let isDeveloper = role.value == "developer"
        let known = ResponsesState.messageMembers.subtracting(isDeveloper ? ["role"] : [])
        if let state = ResponsesState.rest(of: rest, beyond: known, as: "message") { parts.append(.opaque(state)) }
        switch role.value {
        case "assistant": appendSpeech(parts)
        case "user": messages.append(Message(role: .user, content: parts))
        default: messages.append(Message(role: .system, content: parts))
        }
    }

    /// Appends a message of the model's, which would run into the one before it if nothing stood between them.
    private mutating func appendSpeech(_ parts: [ContentPart]) {
        if let last = messages.last, last.role == .assistant {
            switch last.content.last {
            case .text, .refusal, .citation:
                let hasCalls = last.content.contains { if case .toolCall = $0 { true } else { false } }
                if !hasCalls { return messages.append(Message(role: .assistant, content: parts)) }
            default: break
            }
        }
        append(parts, as: .assistant)
    }

    /// Appends parts to the turn at hand.
    private mutating func append(_ parts: [ContentPart], as role: MessageRole) {
        if messages.last?.role == role {
            messages[messages.count - 1].content += parts
        } else {
            messages.append(Message(role: role, content: parts))
        }
    }

    // MARK: Reasoning

    private mutating func addReasoning(_ item: JSONReader) throws(JSONShapeError) {
        let object = try item.object()
        let text = ResponsesReasoning.text(of: object)
        guard let hidden = object["encrypted_content"]?.stringValue,
            let translated = TranslatedState(encryptedContent: hidden)
        else {
            let state = ResponsesState.item(object)
            return append(
                [text.isEmpty ? .redactedReasoning(state) : .reasoning(text: text, signature: state)], as: .assistant)
        }
        switch translated.place {
        case .reasoning: append([.reasoning(text: text, signature: translated.state)], as: .assistant)
        case .redacted: append(translated.state.map { [.redactedReasoning($0)] } ?? [], as: .assistant)
        case .opaque: append(translated.state.map { [.opaque($0)] } ?? [], as: .assistant)
        case .call(let id): sign(callOf: id, with: translated.state)
        }
    }

    /// Gives a call back what its provider needs to recognize it.
    private mutating func sign(callOf id: String, with state: ProviderState?) {
        guard let index = messages.indices.last, messages[index].role == .assistant else { return }
        let position = messages[index].content.lastIndex { part in
            if case .toolCall(let call) = part { call.id == id } else { false }
        }
        guard let position, case .toolCall(var call) = messages[index].content[position] else { return }
        call.state = state
        messages[index].content[position] = .toolCall(call)
    }

    // MARK: Tools

    private mutating func addCall(_ item: JSONReader) throws(JSONShapeError) {
        let name = try item.member("name").string()
        let id = try item.member("call_id").string()
        toolNames[id] = name
        let state = ResponsesState.rest(of: try item.object(), beyond: ResponsesState.callMembers)
        let call = ToolCall(
            id: id, name: name, argumentsText: try item.member("arguments").string(), state: state)
        append([.toolCall(call)], as: .assistant)
    }

    private mutating func addOutput(_ item: JSONReader) throws(JSONShapeError) {
        let id = try item.member("call_id").string()
        var result = ToolResult(callID: id, name: toolNames[id] ?? "", content: "")
        let output = try item.member("output")
        if let text = output.value.stringValue {
            result.content = text
        } else {
            guard output.value.arrayValue != nil else { throw output.mismatch("a text or an array of parts") }
            try readParts(of: output, into: &result)
        }
        append([.toolResult(result)], as: .tool)
    }

    private mutating func readParts(of output: JSONReader, into result: inout ToolResult) throws(JSONShapeError) {
        var texts: [String] = []
        for element in try output.elements() {
            var parts: [ContentPart] = []
            try ResponsesPartReader.read(element, into: &parts)
            for part in parts {
                switch part {
                case .text(let text):
                    if !result.media.isEmpty {
                        let reason = "a result's media follow its text; the order is not kept"
                        losses.append(TranslationLoss(path: element.path.description, reason: reason))
                    }
                    texts.append(text)
                case .media(let media): result.media.append(media)
                default:
                    let reason = "a tool's result holds text, images and files"
                    losses.append(TranslationLoss(path: element.path.description, reason: reason))
                }
            }
        }
        result.content = texts.joined(separator: "\n")
    }
}
