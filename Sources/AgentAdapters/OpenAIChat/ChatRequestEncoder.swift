internal import AgentPrimitives

/// Writes a request as the body of `POST /chat/completions` (OpenAI Chat Completions, streamed).
struct ChatRequestEncoder: Sendable {
    /// A body, and what of the request is not in it.
    struct Encoded: Sendable {
        var body: JSONValue
        var losses: [TranslationLoss]
    }

    private let options: OpenAIChatOptions
    private let names: ToolNameMap
    private var losses: [TranslationLoss] = []

    static func encode(_ request: ModelRequest, names: ToolNameMap, options: OpenAIChatOptions) -> Encoded {
        var encoder = ChatRequestEncoder(options: options, names: names)
        let body = encoder.body(of: request)
        return Encoded(body: body, losses: encoder.losses)
    }

    private init(options: OpenAIChatOptions, names: ToolNameMap) {
        self.options = options
        self.names = names
    }

    private mutating func body(of request: ModelRequest) -> JSONValue {
        var body = JSONObject()
        body["model"] = .string(request.model)
        body["messages"] = .array(messages(of: request))
        if !request.tools.isEmpty { body["tools"] = .array(request.tools.map(tool)) }
        body["stream"] = true
        if options.asksForUsage { body["stream_options"] = ["include_usage": true] }
        body[options.tokenLimitField.rawValue] = .int(request.maxOutputTokens)
        if let temperature = request.temperature {
            if let number = JSONNumber(temperature) {
                body["temperature"] = .number(number)
            } else {
                losses.append(TranslationLoss(path: "temperature", reason: "JSON has no number for \(temperature)"))
            }
        }
        return .object(body)
    }

    private func tool(_ descriptor: ToolDescriptor) -> JSONValue {
        [
            "type": "function",
            "function": [
                "name": .string(names.wireName(of: descriptor.name)),
                "description": .string(descriptor.summary),
                "parameters": descriptor.inputSchema,
            ],
        ]
    }

    private mutating func messages(of request: ModelRequest) -> [JSONValue] {
        var encoded: [JSONValue] = []
        if !request.system.isEmpty { encoded.append(Self.message("system", request.system)) }
        for (index, message) in request.messages.enumerated() {
            let path = "messages[\(index)]"
            switch message.role {
            case .system:
                reportUnplaced(in: message, at: path, placed: [.text])
                encoded.append(Self.message("system", message.text))
            case .assistant:
                encoded.append(assistant(message, at: path))
            case .user, .tool:
                reportUnplaced(in: message, at: path, placed: [.text, .toolResult])
                let results = results(of: message, at: path)
                encoded += results
                if !message.text.isEmpty || message.role == .user && results.isEmpty {
                    encoded.append(Self.message("user", message.text))
                }
            }
        }
        return encoded
    }

    private mutating func assistant(_ message: Message, at path: String) -> JSONValue {
        let text = message.text
        let calls = message.toolCalls
        var encoded: JSONObject = ["role": "assistant"]
        encoded["content"] = text.isEmpty && !calls.isEmpty ? .null : .string(text)
        if options.returnsReasoning {
            let reasoning = message.content.compactMap { part in
                if case .reasoning(let text, _) = part { text } else { nil }
            }
            if !reasoning.isEmpty { encoded["reasoning_content"] = .string(reasoning.joined()) }
        }
        if !calls.isEmpty { encoded["tool_calls"] = .array(calls.map(toolCall)) }
        reportUnplaced(
            in: message, at: path,
            placed: options.returnsReasoning ? [.text, .toolCall, .reasoning] : [.text, .toolCall])
        return .object(encoded)
    }

    private func toolCall(_ call: ToolCall) -> JSONValue {
        [
            "id": .string(call.id),
            "type": "function",
            "function": [
                "name": .string(names.wireName(of: call.name)),
                "arguments": .string(call.argumentsText),
            ],
        ]
    }

    /// One `tool` message per result.
    private mutating func results(of message: Message, at path: String) -> [JSONValue] {
        message.content.enumerated().compactMap { position, part in
            guard case .toolResult(let result) = part else { return nil }
            if result.isError {
                losses.append(
                    TranslationLoss(
                        path: "\(path).content[\(position)].isError",
                        reason: "a tool message has no error mark; its content says what failed"))
            }
            return [
                "role": "tool", "tool_call_id": .string(result.callID), "content": .string(result.content),
            ]
        }
    }

    private static func message(_ role: String, _ text: String) -> JSONValue {
        ["role": .string(role), "content": .string(text)]
    }
}

extension ChatRequestEncoder {
    private enum PartKind: String {
        case text, reasoning, redactedReasoning, toolCall, toolResult, media, refusal, citation, cachePoint, opaque

        init(_ part: ContentPart) {
            switch part {
            case .text: self = .text
            case .reasoning: self = .reasoning
            case .toolCall: self = .toolCall
            case .toolResult: self = .toolResult
            case .redactedReasoning: self = .redactedReasoning
            case .media: self = .media
            case .refusal: self = .refusal
            case .citation: self = .citation
            case .cachePoint: self = .cachePoint
            case .opaque: self = .opaque
            }
        }
    }

    /// Reports the parts that a message of this role has no place for, and signatures, which this API never has.
    private mutating func reportUnplaced(in message: Message, at path: String, placed: Set<PartKind>) {
        for (position, part) in message.content.enumerated() {
            let kind = PartKind(part)
            let place = "\(path).content[\(position)]"
            if !placed.contains(kind) {
                losses.append(
                    TranslationLoss(
                        path: place,
                        reason: "a message of the role \(message.role.rawValue) has no place for \(kind.rawValue)"))
            } else if case .reasoning(_, .some) = part {
                losses.append(
                    TranslationLoss(path: "\(place).signature", reason: "this API carries no signatures"))
            }
        }
    }
}
