internal import AgentPrimitives

extension OllamaRequestEncoder {
    mutating func messages(of request: ModelRequest) -> [JSONValue] {
        var encoded: [JSONValue] = []
        let instructions = Message(role: .system, content: request.systemParts)
        append(instructions, at: "systemParts", to: &encoded)
        for (index, message) in request.messages.enumerated() {
            append(message, at: "messages[\(index)].content", to: &encoded)
        }
        return encoded
    }

    /// Appends a message; results of tools are messages of their own, before what else it says.
    private mutating func append(_ message: Message, at path: String, to encoded: inout [JSONValue]) {
        var draft = Draft()
        for (index, part) in message.content.enumerated() {
            let place = "\(path)[\(index)]"
            if case .toolResult(let result) = part {
                encoded.append(toolMessage(result, at: place))
            } else {
                add(part, at: place, to: &draft)
            }
        }
        let role: MessageRole = message.role == .tool ? .user : message.role
        if let json = draft.message(role) { encoded.append(json) }
    }

    private mutating func add(_ part: ContentPart, at place: String, to draft: inout Draft) {
        switch part {
        case .text(let text): draft.texts.append(text)
        case .reasoning(let text, let signature):
            draft.thinking += text
            if signature != nil { lose("\(place).signature", "this API carries no signatures") }
        case .toolCall(let call): draft.calls.append(toolCall(call, at: place))
        case .media(let media): if let image = image(media, at: place) { draft.images.append(image) }
        case .refusal(let text):
            draft.texts.append(text)
            lose(place, "a refusal is text like any other here")
        case .cachePoint: lose(place, "this API caches by itself and cannot be asked")
        case .citation: lose(place, "sources have no place in this API")
        case .redactedReasoning, .opaque: lose(place, "state of a provider has no place in this API")
        case .toolResult: break
        }
    }

    private mutating func toolCall(_ call: ToolCall, at place: String) -> JSONValue {
        toolNames[call.id] = call.name
        if call.state != nil { lose("\(place).state", "this API carries no signatures") }
        var arguments: JSONValue = .object(JSONObject())
        if let parsed = try? JSONValue(parsing: call.argumentsText), parsed.objectValue != nil {
            arguments = parsed
        } else if !call.argumentsText.isEmpty {
            lose("\(place).arguments", "arguments are a JSON object here; these are not one")
        }
        return ["function": ["name": .string(names.wireName(of: call.name)), "arguments": arguments]]
    }

    private mutating func toolMessage(_ result: ToolResult, at place: String) -> JSONValue {
        if result.isError { lose("\(place).isError", "a tool message has no error mark; its content says what failed") }
        var draft = Draft(texts: [result.content])
        for media in result.media {
            if let image = image(media, at: "\(place).media") { draft.images.append(image) }
        }
        var message = draft.fields(.tool)
        if let name = toolNames[result.callID] { message["tool_name"] = .string(names.wireName(of: name)) }
        return .object(message)
    }

    private mutating func image(_ media: Media, at place: String) -> JSONValue? {
        switch (media.kind, media.source) {
        case (.image, .base64(let data)): return .string(data)
        case (.image, .url): lose(place, "pictures are sent as data here, not as addresses")
        default: lose(place, "this API has no place for \(media.kind.rawValue) from such a source")
        }
        return nil
    }

    /// What one message says.
    private struct Draft {
        var texts: [String] = []
        var thinking = ""
        var images: [JSONValue] = []
        var calls: [JSONValue] = []

        /// The message; `nil` for one that says nothing.
        func message(_ role: MessageRole) -> JSONValue? {
            guard texts.contains(where: { !$0.isEmpty }) || !thinking.isEmpty || !images.isEmpty || !calls.isEmpty
            else { return nil }
            return .object(fields(role))
        }

        func fields(_ role: MessageRole) -> JSONObject {
            let separator = role == .system ? "\n\n" : ""
            var message: JSONObject = [
                "role": .string(role.rawValue), "content": .string(texts.joined(separator: separator)),
            ]
            if !thinking.isEmpty { message["thinking"] = .string(thinking) }
            if !images.isEmpty { message["images"] = .array(images) }
            if !calls.isEmpty { message["tool_calls"] = .array(calls) }
            return message
        }
    }
}
