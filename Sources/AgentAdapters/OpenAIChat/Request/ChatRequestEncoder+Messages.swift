internal import AgentPrimitives

extension ChatRequestEncoder {
    mutating func messages(of request: ModelRequest) -> [JSONValue] {
        var encoded: [JSONValue] = []
        let system = systemContent(request.systemParts)
        if let system { encoded.append(["role": "system", "content": system]) }
        for (index, message) in request.messages.enumerated() {
            let path = "messages[\(index)]"
            switch message.role {
            case .system:
                if let content = userContent(message, at: path) {
                    encoded.append(["role": "system", "content": content])
                }
            case .assistant:
                encoded.append(assistant(message, at: path))
            case .user, .tool:
                appendUser(message, at: path, to: &encoded)
            }
        }
        return options.needsAssistantAfterTool ? Self.separated(encoded) : encoded
    }

    /// The standing instructions: one text where they are text only.
    private mutating func systemContent(_ parts: [ContentPart]) -> JSONValue? {
        var texts: [String] = []
        for (index, part) in parts.enumerated() {
            switch part {
            case .text(let text): if !text.isEmpty { texts.append(text) }
            case .cachePoint: lose("systemParts[\(index)]", "this API caches by itself and cannot be asked")
            default: lose("systemParts[\(index)]", "instructions are text here")
            }
        }
        switch texts.count {
        case 0: return nil
        case 1: return .string(texts[0])
        default: return .array(texts.map { ["type": "text", "text": .string($0)] })
        }
    }

    private mutating func assistant(_ message: Message, at path: String) -> JSONValue {
        var encoded: JSONObject = ["role": "assistant"]
        var texts: [String] = []
        var refusal = ""
        var reasoning: [String] = []
        var details: JSONValue?
        var calls: [JSONValue] = []
        for (index, part) in message.content.enumerated() {
            let place = "\(path).content[\(index)]"
            switch part {
            case .text(let text): texts.append(text)
            case .refusal(let text): refusal += text
            case .toolCall(let call): calls.append(toolCall(call, at: place))
            case .reasoning(let text, let signature):
                if let signature, signature.belongs(to: Self.detailsOrigin), options.returnsReasoningDetails {
                    details = try? JSONValue(parsing: signature.data)
                } else if options.returnsReasoning {
                    reasoning.append(text)
                    if signature != nil { lose("\(place).signature", "this API carries no signatures") }
                } else {
                    lose(place, "the server takes no earlier reasoning back")
                }
            case .opaque(let state) where state.belongs(to: Self.origin):
                break
            case .cachePoint: lose(place, "this API caches by itself and cannot be asked")
            case .citation: lose(place, "an earlier answer's sources have no place in this API")
            case .redactedReasoning, .media, .toolResult, .opaque:
                lose(place, "a message of the role assistant has no place for it")
            }
        }
        let text = texts.joined()
        encoded["content"] = text.isEmpty && (!calls.isEmpty || !refusal.isEmpty) ? .null : .string(text)
        if !refusal.isEmpty { encoded["refusal"] = .string(refusal) }
        if !reasoning.isEmpty { encoded["reasoning_content"] = .string(reasoning.joined()) }
        if let details { encoded["reasoning_details"] = details }
        if !calls.isEmpty { encoded["tool_calls"] = .array(calls) }
        return .object(encoded)
    }

    /// Where reasoning of OpenRouter comes from, which has to be given back as it was.
    static let detailsOrigin = "openrouter"

    private mutating func toolCall(_ call: ToolCall, at place: String) -> JSONValue {
        var encoded: JSONObject = [
            "id": .string(callIDs.wireID(of: call.id)),
            "type": "function",
            "function": [
                "name": .string(names.wireName(of: call.name)), "arguments": .string(call.argumentsText),
            ],
        ]
        if let state = call.state {
            if state.belongs(to: UpstreamKind.gemini.rawValue), options.returnsThoughtSignatures {
                encoded["extra_content"] = ["google": ["thought_signature": .string(state.data)]]
            } else {
                lose("\(place).state", "this server carries no signatures of \(state.origin)")
            }
        }
        return .object(encoded)
    }

    /// One `tool` message for each result, and a user message for the rest, pictures of results included.
    private mutating func appendUser(_ message: Message, at path: String, to encoded: inout [JSONValue]) {
        var pictures: [JSONValue] = []
        var hasResults = false
        for (index, part) in message.content.enumerated() {
            guard case .toolResult(let result) = part else { continue }
            hasResults = true
            let place = "\(path).content[\(index)]"
            if result.isError {
                lose("\(place).isError", "a tool message has no error mark; its content says what failed")
            }
            encoded.append([
                "role": "tool", "tool_call_id": .string(callIDs.wireID(of: result.callID)),
                "content": .string(result.content),
            ])
            for media in result.media {
                if let piece = piece(media, at: "\(place).media") { pictures.append(piece) }
            }
        }
        var rest = message
        rest.content.removeAll { if case .toolResult = $0 { true } else { false } }
        var content = hasResults && rest.content.isEmpty ? nil : userContent(rest, at: path)
        if !pictures.isEmpty {
            // A tool message is text only, so pictures follow all results, with their tools' words before them.
            var pieces = pictures
            switch content {
            case .string(let text)?: if !text.isEmpty { pieces.append(["type": "text", "text": .string(text)]) }
            case .array(let further)?: pieces += further
            default: break
            }
            content = .array(pieces)
        }
        if let content, content != "" || !hasResults { encoded.append(["role": "user", "content": content]) }
    }

    /// Text where there is only text, else a list of pieces.
    private mutating func userContent(_ message: Message, at path: String) -> JSONValue? {
        var pieces: [JSONValue] = []
        var isPlain = true
        for (index, part) in message.content.enumerated() {
            let place = "\(path).content[\(index)]"
            switch part {
            case .text(let text):
                pieces.append(["type": "text", "text": .string(text)])
            case .media(let media):
                isPlain = false
                if let piece = piece(media, at: place) { pieces.append(piece) }
            case .cachePoint:
                lose(place, "this API caches by itself and cannot be asked")
            default:
                lose(place, "a message of the role \(message.role.rawValue) has no place for it")
            }
        }
        guard isPlain, pieces.count <= 1 else { return .array(pieces) }
        return pieces.first?["text"] ?? ""
    }

    private mutating func piece(_ media: Media, at place: String) -> JSONValue? {
        switch (media.kind, media.source) {
        case (.image, .url(let url)):
            return Self.image(url, media.detail)
        case (.image, .base64(let data)):
            return Self.image(
                "data:\(media.mediaType.isEmpty ? "image/png" : media.mediaType);base64,\(data)", media.detail)
        case (.audio, .base64(let data)):
            let format = media.mediaType.hasSuffix("wav") ? "wav" : "mp3"
            return ["type": "input_audio", "input_audio": ["data": .string(data), "format": .string(format)]]
        case (.document, .base64(let data)):
            let type = media.mediaType.isEmpty ? "application/pdf" : media.mediaType
            let file: JSONObject = [
                "filename": .string(media.name ?? "document.pdf"), "file_data": .string("data:\(type);base64,\(data)"),
            ]
            return ["type": "file", "file": .object(file)]
        case (.document, .text(let text)):
            return ["type": "text", "text": .string(text)]
        case (_, .file(let state)) where state.belongs(to: Self.origin):
            return ["type": "file", "file": ["file_id": .string(state.data)]]
        default:
            lose(place, "this API has no place for \(media.kind.rawValue) from such a source")
            return nil
        }
    }

    private static func image(_ url: String, _ detail: String?) -> JSONValue {
        var image: JSONObject = ["url": .string(url)]
        if let detail { image["detail"] = .string(detail) }
        return ["type": "image_url", "image_url": .object(image)]
    }

    /// Puts an answer of the model between tool results and what a user says next.
    private static func separated(_ messages: [JSONValue]) -> [JSONValue] {
        var separated: [JSONValue] = []
        for message in messages {
            if separated.last?["role"] == "tool", message["role"] == "user" {
                separated.append(["role": "assistant", "content": "Done."])
            }
            separated.append(message)
        }
        return separated
    }
}
