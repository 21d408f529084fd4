internal import AgentPrimitives

/// Writes a conversation as the list of input items.
struct ResponsesInputEncoder: Sendable {
    private let names: ToolNameMap?
    private(set) var losses: [TranslationLoss] = []
    private var items: [JSONValue] = []
    /// The message that takes the next text.
    private var message = ResponsesMessageItem()

    init(names: ToolNameMap?) {
        self.names = names
    }

    /// The items of some messages.
    mutating func items(of messages: [Message]) -> [JSONValue] {
        for (index, message) in messages.enumerated() {
            let count = items.count
            self.message = ResponsesMessageItem(role: message.role)
            for (position, part) in message.content.enumerated() {
                add(part, at: "messages[\(index)].content[\(position)]")
            }
            endMessage()
            // A person who says nothing has still had the turn.
            if items.count == count, message.role == .user {
                self.message.add(["type": "input_text", "text": ""])
                endMessage()
            }
        }
        return items
    }

    private mutating func add(_ part: ContentPart, at path: String) {
        switch part {
        case .text(let text):
            message.add(text: text)
        case .refusal(let text):
            guard message.isAnswer else { return lose(path, "only an answer refuses") }
            message.add(["type": "refusal", "refusal": .string(text)])
        case .media(let media):
            add(media, at: path)
        case .citation(let citation):
            guard let annotation = citation.state.flatMap(ResponsesState.object(in:)), message.cite(annotation) else {
                return lose(path, "this API cites its own sources only, and only in answers")
            }
        case .reasoning(_, let signature):
            addItem(of: signature, at: path, otherwise: "this API takes back its own reasoning only")
        case .redactedReasoning(let state):
            addItem(of: state, at: path, otherwise: "the reasoning is of the API '\(state.origin)'")
        case .opaque(let state):
            addItem(of: state, at: path, otherwise: "only the API '\(state.origin)' understands it")
        case .toolCall(let call):
            add(call, at: path)
        case .toolResult(let result):
            add(result, at: path)
        case .cachePoint:
            lose(path, ResponsesRequestEncoder.cachesByItself)
        }
    }

    private mutating func add(_ media: Media, at path: String) {
        if message.isAnswer {
            guard media.kind == .image, case .base64(let data) = media.source else {
                return lose(path, "of an answer's media, this API takes back images only")
            }
            endMessage()
            items.append([
                "type": "image_generation_call", "id": .string("ig_\(items.count)"), "status": "completed",
                "result": .string(data),
            ])
            return
        }
        if let part = part(media, at: path) { message.add(part) }
    }

    private mutating func part(_ media: Media, at path: String) -> JSONValue? {
        switch ResponsesMedia.encode(media) {
        case .part(let part):
            for field in ResponsesMedia.unplaced(in: media) { lose("\(path).\(field)", "the part has no such field") }
            return part
        case .impossible(let reason):
            lose(path, reason)
            return nil
        }
    }

    private mutating func addItem(of state: ProviderState?, at path: String, otherwise reason: String) {
        guard let state, let item = ResponsesState.object(in: state) else { return lose(path, reason) }
        if item["type"]?.stringValue == "message" {
            guard message.amend(with: item) else { return lose(path, "there is no message that it belongs to") }
            if item["content"] == nil { endMessage() }
        } else {
            endMessage()
            items.append(.object(item))
        }
    }

    private mutating func add(_ call: ToolCall, at path: String) {
        endMessage()
        var item: JSONObject = [
            "type": "function_call", "call_id": .string(call.id),
            "name": .string(names?.wireName(of: call.name) ?? call.name), "arguments": .string(call.argumentsText),
        ]
        if let state = call.state {
            if let more = ResponsesState.object(in: state) {
                for (key, value) in more.members where item[key] == nil { item[key] = value }
            } else {
                lose("\(path).state", "only the API '\(state.origin)' understands it")
            }
        }
        items.append(.object(item))
    }

    private mutating func add(_ result: ToolResult, at path: String) {
        endMessage()
        if result.isError { lose("\(path).isError", "an output has no error mark; its content says what failed") }
        var parts: [JSONValue] = []
        for (position, media) in result.media.enumerated() {
            if let part = part(media, at: "\(path).media[\(position)]") { parts.append(part) }
        }
        if !parts.isEmpty, !result.content.isEmpty {
            parts.insert(["type": "input_text", "text": .string(result.content)], at: 0)
        }
        items.append([
            "type": "function_call_output", "call_id": .string(result.callID),
            "output": parts.isEmpty ? .string(result.content) : .array(parts),
        ])
    }

    private mutating func endMessage() {
        if let item = message.take() { items.append(item) }
    }

    private mutating func lose(_ path: String, _ reason: String) {
        losses.append(TranslationLoss(path: path, reason: reason))
    }
}
