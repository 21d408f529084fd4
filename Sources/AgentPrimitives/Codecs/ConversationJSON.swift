extension ToolCall: JSONRepresentable {
    /// `{"arguments":TEXT,"id":TEXT,"name":TEXT}`.
    public var json: JSONValue {
        ["arguments": .string(argumentsText), "id": .string(id), "name": .string(name)]
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            id: try json.member("id").string(), name: try json.member("name").string(),
            argumentsText: try json.member("arguments").string())
    }
}

extension ToolResult: JSONRepresentable {
    /// `{"call_id":TEXT,"content":TEXT,"is_error":BOOL,"name":TEXT}`.
    public var json: JSONValue {
        [
            "call_id": .string(callID), "content": .string(content), "is_error": .bool(isError),
            "name": .string(name),
        ]
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            callID: try json.member("call_id").string(), name: try json.member("name").string(),
            content: try json.member("content").string(), isError: try json.member("is_error").bool())
    }
}

extension ContentPart: JSONRepresentable {
    /// An object whose only member names the kind: `text`, `reasoning`, `tool_call` or `tool_result`.
    public var json: JSONValue {
        switch self {
        case .text(let text): ["text": .string(text)]
        case .reasoning(let text, let signature):
            ["reasoning": ["signature": signature.map(JSONValue.string) ?? .null, "text": .string(text)]]
        case .toolCall(let call): ["tool_call": call.json]
        case .toolResult(let result): ["tool_result": result.json]
        }
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        if let text = try json.optional("text") {
            self = .text(try text.string())
        } else if let reasoning = try json.optional("reasoning") {
            self = .reasoning(
                text: try reasoning.member("text").string(),
                signature: try reasoning.optional("signature")?.string())
        } else if let call = try json.optional("tool_call") {
            self = .toolCall(try ToolCall(json: call))
        } else if let result = try json.optional("tool_result") {
            self = .toolResult(try ToolResult(json: result))
        } else {
            throw json.mismatch("text, reasoning, tool_call or tool_result")
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
    /// `{"cached_input_tokens":N,"input_tokens":N,"output_tokens":N,"reasoning_tokens":N}`.
    public var json: JSONValue {
        [
            "cached_input_tokens": .int(cachedInputTokens), "input_tokens": .int(inputTokens),
            "output_tokens": .int(outputTokens), "reasoning_tokens": .int(reasoningTokens),
        ]
    }

    /// Reads the form that ``json`` gives; absent counts are 0.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            inputTokens: try json.optional("input_tokens")?.int() ?? 0,
            outputTokens: try json.optional("output_tokens")?.int() ?? 0,
            cachedInputTokens: try json.optional("cached_input_tokens")?.int() ?? 0,
            reasoningTokens: try json.optional("reasoning_tokens")?.int() ?? 0)
    }
}

extension JSONReader {
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
