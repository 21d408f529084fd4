internal import AgentPrimitives

extension AnthropicRequestEncoder {
    /// Adds a part of a message of that role to the last turn.
    mutating func add(_ part: ContentPart, to role: AnthropicTurn.Role, at place: AnthropicPlace) {
        switch (part, role) {
        case (.text(let text), _):
            addText(text)
        case (.cachePoint(let hint), _):
            attach(hint, at: place)
        case (.opaque(let state), _):
            add(state, at: place)
        case (.citation(let citation), _):
            cite(citation, at: place)
        case (.toolResult(let result), .user):
            addResult(result, at: place)
        case (.media(let media), .user):
            if let block = block(of: media, at: "\(place)") { turns[turns.count - 1].add(block) }
        case (.reasoning(let text, let signature), .assistant):
            addReasoning(text, signature, at: place)
        case (.redactedReasoning(let state), .assistant):
            guard state.isAnthropic else {
                return lose("\(place)", "hidden reasoning goes back to its origin only, not from '\(state.origin)'")
            }
            turns[turns.count - 1].add(["type": "redacted_thinking", "data": .string(state.data)])
        case (.toolCall(let call), .assistant):
            addCall(call, at: place)
        case (.refusal(let text), .assistant):
            lose("\(place)", "this API has no block for a refusal; its words are sent as plain text")
            addText(text)
        default:
            lose("\(place)", "a message of the role \(role.rawValue) has no place for this part")
        }
    }

    /// The API refuses empty texts, and an empty text says nothing.
    private mutating func addText(_ text: String) {
        guard !text.isEmpty else { return }
        turns[turns.count - 1].add(["type": "text", "text": .string(text)])
    }

    private mutating func addReasoning(_ text: String, _ signature: ProviderState?, at place: AnthropicPlace) {
        guard let signature, signature.isAnthropic, !signature.data.isEmpty else {
            let reason =
                signature.map { "reasoning goes back to its origin only, not from '\($0.origin)'" }
                ?? "reasoning without a signature cannot be proven to this API"
            return lose("\(place)", reason)
        }
        turns[turns.count - 1].add([
            "type": "thinking", "thinking": .string(text), "signature": .string(signature.data),
        ])
    }

    private mutating func addCall(_ call: ToolCall, at place: AnthropicPlace) {
        var block: JSONObject = ["type": "tool_use"]
        block["id"] = .string(callIDs.wireID(of: call.id))
        block["name"] = .string(names.wireName(of: call.name))
        if let arguments = try? JSONValue(parsing: call.argumentsText), arguments.objectValue != nil {
            block["input"] = arguments
        } else {
            lose("\(place).argumentsText", "this API takes a JSON object only; the text is sent inside one")
            block["input"] = ["INVALID_JSON": .string(call.argumentsText)]
        }
        if let state = call.state {
            if case .members(let members)? = AnthropicState(state) {
                for (key, value) in members.members where block[key] == nil { block[key] = value }
            } else {
                lose("\(place).state", "the proof of a call goes back to its origin only, not from '\(state.origin)'")
            }
        }
        turns[turns.count - 1].add(block)
    }

    private mutating func addResult(_ result: ToolResult, at place: AnthropicPlace) {
        var block: JSONObject = ["type": "tool_result"]
        block["tool_use_id"] = .string(callIDs.wireID(of: result.callID))
        let media = result.media.enumerated().compactMap { self.block(of: $1, at: "\(place).media[\($0)]") }
        if !media.isEmpty {
            let text: [JSONObject] =
                result.content.isEmpty ? [] : [["type": "text", "text": .string(result.content)]]
            block["content"] = .array((text + media).map { .object($0) })
        } else if !result.content.isEmpty {
            block["content"] = .string(result.content)
        }
        if result.isError { block["is_error"] = true }
        turns[turns.count - 1].add(result: block)
    }

    private mutating func cite(_ citation: Citation, at place: AnthropicPlace) {
        guard case .block(let object)? = citation.state.flatMap(AnthropicState.init) else {
            return lose("\(place)", "this API takes back its own citations only")
        }
        let isPlaced = turns[turns.count - 1].changeLast { block in
            guard block["type"] == "text" else { return }
            block["citations"] = .array((block["citations"]?.arrayValue ?? []) + [.object(object)])
        }
        if !isPlaced { lose("\(place)", "there is no text before it") }
    }

    private mutating func add(_ state: ProviderState, at place: AnthropicPlace) {
        switch AnthropicState(state) {
        case .block(let block):
            turns[turns.count - 1].add(block)
            if block["cache_control"] != nil { freeBreakpoints -= 1 }
        case .members(let members):
            let isPlaced = turns[turns.count - 1].changeLast { block in
                for (key, value) in members.members where block[key] == nil { block[key] = value }
            }
            if !isPlaced { lose("\(place)", "there is no block before it") }
        case .resultContent(let content):
            let isPlaced = turns[turns.count - 1].changeLast { block in
                if block["type"] == "tool_result" { block["content"] = .array(content) }
            }
            if !isPlaced { lose("\(place)", "there is no tool result before it") }
        case nil:
            lose("\(place)", "an item that only '\(state.origin)' understands")
        }
    }
}
