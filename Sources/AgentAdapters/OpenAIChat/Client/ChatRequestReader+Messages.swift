internal import AgentPrimitives

extension ChatRequestReader {
    /// Instructions before the conversation are the system; later ones keep their place.
    mutating func readMessages(_ list: JSONReader, into request: inout ModelRequest) throws(JSONShapeError) {
        let messages = try list.elements()
        guard !messages.isEmpty else { throw list.mismatch("at least one message") }
        for message in messages {
            let role = try message.member("role")
            switch try role.string() {
            case "system", "developer":
                let parts = try content(of: message)
                if request.messages.isEmpty {
                    request.systemParts += parts
                } else {
                    request.messages.append(Message(role: .system, content: parts))
                }
            case "user":
                request.messages.append(Message(role: .user, content: try content(of: message)))
            case "assistant":
                request.messages.append(try assistant(message))
            case "tool", "function":
                try append(try result(message), to: &request.messages)
            default:
                throw role.mismatch("\"system\", \"developer\", \"user\", \"assistant\" or \"tool\"")
            }
        }
    }

    /// The results of one turn are one message.
    private func append(_ result: ToolResult, to messages: inout [Message]) throws(JSONShapeError) {
        if messages.last?.role == .tool {
            messages[messages.count - 1].content.append(.toolResult(result))
        } else {
            messages.append(Message(role: .tool, content: [.toolResult(result)]))
        }
    }

    private func result(_ message: JSONReader) throws(JSONShapeError) -> ToolResult {
        // The legacy role `function` names the function only.
        let field = message.value["tool_call_id"] == nil ? "name" : "tool_call_id"
        let id = try message.member(field).string()
        var text = ""
        var media: [Media] = []
        for part in try content(of: message) {
            switch part {
            case .text(let piece): text += piece
            case .media(let piece): media.append(piece)
            default: break
            }
        }
        return ToolResult(callID: id, name: callNames[id] ?? "", content: text, media: media)
    }

    private mutating func assistant(_ message: JSONReader) throws(JSONShapeError) -> Message {
        var parts: [ContentPart] = []
        for field in ["reasoning_content", "reasoning"] {
            if let text = try message.optional(field)?.value.stringValue, !text.isEmpty, parts.isEmpty {
                parts.append(.reasoning(text: text, signature: nil))
            }
        }
        if let details = try message.optional("reasoning_details"), !(details.value.arrayValue ?? []).isEmpty {
            let text = parts.isEmpty ? "" : parts.removeLast().reasoningText
            let state = ProviderState(origin: ChatRequestEncoder.detailsOrigin, data: details.value.text())
            parts.append(.reasoning(text: text, signature: state))
        }
        parts += try content(of: message)
        if let refusal = try message.optional("refusal")?.string(), !refusal.isEmpty { parts.append(.refusal(refusal)) }
        for call in try message.optional("tool_calls")?.elements() ?? [] {
            let function = try call.member("function")
            let id = try call.member("id").string()
            let name = try function.member("name").string()
            callNames[id] = name
            let signature = call.value["extra_content"]?["google"]?["thought_signature"]?.stringValue
            parts.append(
                .toolCall(
                    ToolCall(
                        id: id, name: name, argumentsText: try function.optional("arguments")?.string() ?? "",
                        state: signature.map { ProviderState(origin: UpstreamKind.gemini.rawValue, data: $0) })))
        }
        return Message(role: .assistant, content: parts)
    }

    /// The content of a message: nothing, a text, or a list of pieces.
    private func content(of message: JSONReader) throws(JSONShapeError) -> [ContentPart] {
        guard let content = try message.optional("content") else { return [] }
        if let text = content.value.stringValue { return text.isEmpty ? [] : [.text(text)] }
        var parts: [ContentPart] = []
        for piece in try content.elements() {
            let type = try piece.member("type")
            switch try type.string() {
            case "text", "input_text", "output_text":
                parts.append(.text(try piece.member("text").string()))
            case "refusal":
                parts.append(.refusal(try piece.member("refusal").string()))
            case "image_url":
                parts.append(.media(try image(piece.member("image_url"))))
            case "input_audio":
                let audio = try piece.member("input_audio")
                let format = try audio.optional("format")?.string() ?? "mp3"
                parts.append(
                    .media(
                        Media(
                            kind: .audio, source: .base64(try audio.member("data").string()),
                            mediaType: "audio/\(format)")))
            case "file":
                parts.append(.media(try file(piece.member("file"))))
            default:
                throw type.mismatch("the name of a content part, such as \"text\" or \"image_url\"")
            }
            if let control = try piece.optional("cache_control") {
                parts.append(.cachePoint(CacheHint(lifetime: try control.optional("ttl")?.string())))
            }
        }
        return parts
    }

    private func image(_ image: JSONReader) throws(JSONShapeError) -> Media {
        // Some clients send the address itself.
        let isBare = image.value.stringValue != nil
        let url = try (isBare ? image : image.member("url")).string()
        let detail = isBare ? nil : try image.optional("detail")?.string()
        guard let (type, data) = Self.dataURL(url) else {
            return Media(kind: .image, source: .url(url), detail: detail)
        }
        return Media(kind: .image, source: .base64(data), mediaType: type, detail: detail)
    }

    private func file(_ file: JSONReader) throws(JSONShapeError) -> Media {
        if let id = try file.optional("file_id")?.string() {
            return Media(kind: .document, source: .file(ProviderState(origin: ChatRequestEncoder.origin, data: id)))
        }
        let name = try file.optional("filename")?.string()
        let data = try file.member("file_data").string()
        guard let (type, bytes) = Self.dataURL(data) else {
            return Media(kind: .document, source: .base64(data), mediaType: "application/pdf", name: name)
        }
        return Media(kind: .document, source: .base64(bytes), mediaType: type, name: name)
    }

    /// The type and the base64 text of a `data:` URL (RFC 2397).
    private static func dataURL(_ url: String) -> (type: String, data: String)? {
        guard url.utf8.starts(with: "data:".utf8), let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")) else {
            return nil
        }
        let head = Substring(url.utf8.dropFirst(5)[..<comma])
        guard head.hasSuffix(";base64") else { return nil }
        return (String(head.dropLast(7)), String(url[url.utf8.index(after: comma)...]))
    }
}

extension ContentPart {
    fileprivate var reasoningText: String {
        if case .reasoning(let text, _) = self { text } else { "" }
    }
}
