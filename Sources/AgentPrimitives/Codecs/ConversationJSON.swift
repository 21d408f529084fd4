extension ToolCall: JSONRepresentable {
    /// `{"arguments":TEXT,"id":TEXT,"name":TEXT}`, and `state` where there is one.
    public var json: JSONValue {
        var object: JSONObject = ["arguments": .string(argumentsText), "id": .string(id), "name": .string(name)]
        if let state { object["state"] = state.json }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            id: try json.member("id").string(), name: try json.member("name").string(),
            argumentsText: try json.member("arguments").string(), state: try json.optional("state", ProviderState.self))
    }
}

extension ToolResult: JSONRepresentable {
    /// `{"call_id":TEXT,"content":TEXT,"is_error":BOOL,"name":TEXT}`, and `media` where there is some.
    public var json: JSONValue {
        var object: JSONObject = [
            "call_id": .string(callID), "content": .string(content), "is_error": .bool(isError),
            "name": .string(name),
        ]
        if !media.isEmpty { object["media"] = .array(media.map(\.json)) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            callID: try json.member("call_id").string(), name: try json.member("name").string(),
            content: try json.member("content").string(), isError: try json.member("is_error").bool(),
            media: try json.optional("media")?.list(of: Media.self) ?? [])
    }
}

extension ContentPart: JSONRepresentable {
    /// An object whose only member names the kind, such as `text` or `tool_call`.
    public var json: JSONValue {
        switch self {
        case .text(let text): ["text": .string(text)]
        case .reasoning(let text, let signature):
            ["reasoning": ["signature": signature?.json ?? .null, "text": .string(text)]]
        case .redactedReasoning(let state): ["redacted_reasoning": state.json]
        case .toolCall(let call): ["tool_call": call.json]
        case .toolResult(let result): ["tool_result": result.json]
        case .media(let media): ["media": media.json]
        case .refusal(let text): ["refusal": .string(text)]
        case .citation(let citation): ["citation": citation.json]
        case .cachePoint(let hint): ["cache_point": hint.json]
        case .opaque(let state): ["opaque": state.json]
        }
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        if let text = try json.optional("text") {
            self = .text(try text.string())
        } else if let reasoning = try json.optional("reasoning") {
            self = .reasoning(
                text: try reasoning.member("text").string(),
                signature: try reasoning.optional("signature", ProviderState.self))
        } else if let state = try json.optional("redacted_reasoning", ProviderState.self) {
            self = .redactedReasoning(state)
        } else if let call = try json.optional("tool_call", ToolCall.self) {
            self = .toolCall(call)
        } else if let result = try json.optional("tool_result", ToolResult.self) {
            self = .toolResult(result)
        } else if let media = try json.optional("media", Media.self) {
            self = .media(media)
        } else if let text = try json.optional("refusal") {
            self = .refusal(try text.string())
        } else if let citation = try json.optional("citation", Citation.self) {
            self = .citation(citation)
        } else if let hint = try json.optional("cache_point", CacheHint.self) {
            self = .cachePoint(hint)
        } else if let state = try json.optional("opaque", ProviderState.self) {
            self = .opaque(state)
        } else {
            throw json.mismatch("the name of a content part, such as text, reasoning, tool_call or tool_result")
        }
    }
}

extension Message: JSONRepresentable {
    /// `{"content":[PART…],"role":TEXT}`.
    public var json: JSONValue {
        ["content": .array(content.map(\.json)), "role": .string(role.rawValue)]
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            role: try json.member("role").choice(MessageRole.self),
            content: try json.member("content").list(of: ContentPart.self))
    }
}

extension Usage: JSONRepresentable {
    /// `{"cached_input_tokens":N,"input_tokens":N,"output_tokens":N,"reasoning_tokens":N}`, and `cache_write_tokens` if any.
    public var json: JSONValue {
        var object: JSONObject = [
            "cached_input_tokens": .int(cachedInputTokens), "input_tokens": .int(inputTokens),
            "output_tokens": .int(outputTokens), "reasoning_tokens": .int(reasoningTokens),
        ]
        if cacheWriteTokens != 0 { object["cache_write_tokens"] = .int(cacheWriteTokens) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives; absent counts are 0.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            inputTokens: try json.optional("input_tokens")?.count() ?? 0,
            outputTokens: try json.optional("output_tokens")?.count() ?? 0,
            cachedInputTokens: try json.optional("cached_input_tokens")?.count() ?? 0,
            reasoningTokens: try json.optional("reasoning_tokens")?.count() ?? 0,
            cacheWriteTokens: try json.optional("cache_write_tokens")?.count() ?? 0)
    }
}

extension JSONReader {
    /// The member of that name as a value of one type; `nil` when it is absent or null.
    public func optional<Value: JSONRepresentable>(_ key: String, _ type: Value.Type) throws(JSONShapeError) -> Value? {
        guard let member = try optional(key) else { return nil }
        return try Value(json: member)
    }

    /// The elements of an array, each read as a value of one type.
    public func list<Element: JSONRepresentable>(
        of type: Element.Type
    ) throws(JSONShapeError) -> [Element] {
        var list: [Element] = []
        for element in try elements() { list.append(try Element(json: element)) }
        return list
    }

    /// The elements of an array of strings.
    public func strings() throws(JSONShapeError) -> [String] {
        var list: [String] = []
        for element in try elements() { list.append(try element.string()) }
        return list
    }
}
