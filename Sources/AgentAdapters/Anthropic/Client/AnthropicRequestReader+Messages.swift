internal import AgentPrimitives

extension AnthropicRequestReader {
    mutating func messages(_ json: JSONReader) throws(JSONShapeError) -> [Message] {
        var messages: [Message] = []
        for element in try json.elements() {
            let role = try element.member("role")
            let content = try element.member("content")
            switch try role.string() {
            case "user": messages += try userMessages(content)
            case "assistant":
                messages.append(Message(role: .assistant, content: try parts(of: content, as: .assistant)))
            case "system": messages.append(Message(role: .system, content: try parts(of: content, as: .system)))
            default: throw role.mismatch("\"user\", \"assistant\" or \"system\"")
            }
        }
        guard !messages.isEmpty else { throw json.mismatch("at least one message") }
        return messages
    }

    /// Tool results become messages of their own.
    private mutating func userMessages(_ content: JSONReader) throws(JSONShapeError) -> [Message] {
        guard content.value.stringValue == nil else {
            return [Message(role: .user, content: try parts(of: content, as: .user))]
        }
        var messages: [Message] = []
        for block in try content.elements() {
            let parts = try parts(ofBlock: block, as: .user)
            let isResult = block.value["type"] == "tool_result"
            let role: MessageRole = isResult ? .tool : .user
            if messages.last?.role != role { messages.append(Message(role: role, content: [])) }
            messages[messages.count - 1].content += parts
        }
        return messages.isEmpty ? [Message(role: .user, content: [])] : messages
    }

    /// Content as a string or as blocks.
    mutating func parts(of content: JSONReader, as role: MessageRole) throws(JSONShapeError) -> [ContentPart] {
        if let text = content.value.stringValue { return text.isEmpty ? [] : [.text(text)] }
        guard content.value.arrayValue != nil else { throw content.mismatch("a string or an array of blocks") }
        var parts: [ContentPart] = []
        for block in try content.elements() { parts += try self.parts(ofBlock: block, as: role) }
        return parts
    }

    /// A block, then what belongs to it: citations, further members, a cache point.
    private mutating func parts(ofBlock block: JSONReader, as role: MessageRole) throws(JSONShapeError) -> [ContentPart]
    {
        let type = try block.member("type").string()
        var parts: [ContentPart]
        switch type {
        case "text":
            parts = [.text(try block.member("text").string())]
            parts += try citations(block)
            parts += try furtherMembers(of: block, besides: ["type", "text", "citations", "cache_control"])
        case "thinking":
            let signature = try block.optional("signature")?.string() ?? ""
            let text = try block.member("thinking").string()
            parts = [.reasoning(text: text, signature: signature.isEmpty ? nil : AnthropicSignature.read(signature))]
        case "redacted_thinking":
            parts = [.redactedReasoning(AnthropicSignature.read(try block.member("data").string()))]
        case "tool_use":
            parts = [.toolCall(try call(block))]
        case "tool_result":
            parts = try result(block)
        case "image", "document":
            guard let media = try AnthropicMediaReader.media(block) else { return [Self.opaque(block.value)] }
            parts = [.media(media)]
            parts += try furtherMembers(of: block, besides: ["type", "source", "title", "cache_control"])
        default:
            // Kept whole, its mark for the cache included.
            return [Self.opaque(block.value)]
        }
        if let control = try block.optional("cache_control") { parts.append(.cachePoint(try Self.cacheHint(control))) }
        return parts
    }

    private func citations(_ block: JSONReader) throws(JSONShapeError) -> [ContentPart] {
        guard let citations = try block.optional("citations") else { return [] }
        return try citations.elements().map { .citation(AnthropicCitation.read($0.value)) }
    }

    private mutating func call(_ block: JSONReader) throws(JSONShapeError) -> ToolCall {
        let id = try block.member("id").string()
        let name = try block.member("name").string()
        let input = try block.member("input")
        _ = try input.object()
        callNames[id] = name
        let further = Self.further(try block.object(), besides: ["type", "id", "name", "input", "cache_control"])
        return ToolCall(
            id: id, name: name, argumentsText: input.value.text(),
            state: further.isEmpty ? nil : .anthropic(.object(further)))
    }

    func furtherMembers(of block: JSONReader, besides known: Set<String>) throws(JSONShapeError) -> [ContentPart] {
        let further = Self.further(try block.object(), besides: known)
        return further.isEmpty ? [] : [Self.opaque(.object(further))]
    }

    static func opaque(_ json: JSONValue) -> ContentPart { .opaque(.anthropic(json)) }
}
