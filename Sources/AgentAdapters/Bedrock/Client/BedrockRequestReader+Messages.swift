internal import AgentPrimitives

extension BedrockRequestReader {
    mutating func messages(_ json: JSONReader) throws(JSONShapeError) -> [Message] {
        var messages: [Message] = []
        for element in try json.elements() {
            let role = try element.member("role")
            let blocks = try element.member("content").elements()
            switch try role.string() {
            case "user": messages += try userMessages(blocks)
            case "assistant":
                var parts: [ContentPart] = []
                for block in blocks { parts += try self.parts(of: block, as: .assistant) }
                messages.append(Message(role: .assistant, content: parts))
            default: throw role.mismatch("\"user\" or \"assistant\"")
            }
        }
        guard !messages.isEmpty else { throw json.mismatch("at least one message") }
        return messages
    }

    /// Tool results become messages of their own; cache points stay behind what they follow.
    private mutating func userMessages(_ blocks: [JSONReader]) throws(JSONShapeError) -> [Message] {
        var messages: [Message] = []
        for block in blocks {
            let parts = try parts(of: block, as: .user)
            let isPoint = block.value["cachePoint"] != nil
            let role: MessageRole =
                if isPoint { messages.last?.role ?? .user } else { block.value["toolResult"] == nil ? .user : .tool }
            if messages.last?.role != role { messages.append(Message(role: role, content: [])) }
            messages[messages.count - 1].content += parts
        }
        return messages.isEmpty ? [Message(role: .user, content: [])] : messages
    }

    /// A block, which has one member, then what belongs to it.
    mutating func parts(of block: JSONReader, as role: MessageRole) throws(JSONShapeError) -> [ContentPart] {
        guard let key = try block.object().members.first(where: { !$0.value.isNull })?.key else {
            throw block.mismatch("a block with one member, such as text or toolUse")
        }
        let value = try block.member(key)
        switch key {
        case "text":
            return [.text(try value.string())]
        case "cachePoint":
            return [.cachePoint(try Self.cacheHint(value))]
        case "reasoningContent":
            return try reasoning(value, in: block)
        case "toolUse" where role == .assistant && value.value["type"]?.stringValue != "server_tool_use":
            return [.toolCall(try call(value))]
        case "toolResult" where role == .user:
            return try result(value)
        case "citationsContent":
            return try cited(value, in: block)
        case "guardContent":
            guard let text = try value.optional("text") else { return [Self.block(block)] }
            return [.text(try text.member("text").string()), Self.form(of: block)]
        case "image", "document", "video", "audio":
            return try media(value, key: key, in: block)
        default:
            _ = try value.object()
            return [Self.block(block)]
        }
    }

    private func reasoning(_ value: JSONReader, in block: JSONReader) throws(JSONShapeError) -> [ContentPart] {
        if let data = try value.optional("redactedContent") {
            return [.redactedReasoning(BedrockSignature.readBlob(try data.string()))]
        }
        guard let content = try value.optional("reasoningText") else { return [Self.block(block)] }
        let signature = try content.optional("signature")?.string() ?? ""
        return [
            .reasoning(text: try content.member("text").string(), signature: BedrockSignature.read(signature))
        ]
    }

    private func cited(_ value: JSONReader, in block: JSONReader) throws(JSONShapeError) -> [ContentPart] {
        var text = ""
        let content = try value.optional("content")?.elements() ?? []
        for element in content { text += try element.optional("text")?.string() ?? "" }
        let citations = try value.optional("citations")?.elements() ?? []
        guard !text.allSatisfy(\.isWhitespace) else { return [Self.block(block)] }
        let parts: [ContentPart] =
            [.text(text)] + citations.map { .citation(BedrockCitation.read($0.value)) }
        let further = Self.further(try value.object(), besides: ["content", "citations"])
        let isPlain =
            content.count == 1 && content[0].value.objectValue?.count == 1 && !citations.isEmpty && further.isEmpty
        return isPlain ? parts : parts + [Self.form(of: block)]
    }

    private mutating func call(_ value: JSONReader) throws(JSONShapeError) -> ToolCall {
        let id = try value.member("toolUseId").string()
        let name = try value.member("name").string()
        let input = try value.member("input")
        _ = try input.object()
        callNames[id] = name
        let further = Self.further(try value.object(), besides: ["toolUseId", "name", "input"])
        return ToolCall(
            id: id, name: name, argumentsText: input.value.text(),
            state: further.isEmpty ? nil : BedrockState.members(further).state)
    }

    private func media(
        _ value: JSONReader, key: String, in block: JSONReader
    ) throws(JSONShapeError) -> [ContentPart] {
        _ = try value.member("source").object()
        guard let kind = BedrockMedia.kinds.first(where: { $0.key == key })?.kind,
            let media = BedrockMedia.read(value.value, as: kind)
        else { return [Self.block(block)] }
        let further = Self.further(try value.object(), besides: ["format", "name", "source"])
        return [.media(media)] + (further.isEmpty ? [] : [.opaque(BedrockState.members(further).state)])
    }

    static func block(_ block: JSONReader) -> ContentPart {
        .opaque(BedrockState.block(block.value.objectValue ?? [:]).state)
    }

    static func form(of block: JSONReader) -> ContentPart {
        .opaque(BedrockState.form(block.value.objectValue ?? [:]).state)
    }
}
