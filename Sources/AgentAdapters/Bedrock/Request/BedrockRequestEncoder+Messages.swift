internal import AgentPrimitives

extension BedrockRequestEncoder {
    /// Lays out the turns: what leads the conversation, then users and models, neighbours of one role merged, so that all
    /// results of a turn are in the one message behind it.
    mutating func encodeMessages(of request: ModelRequest) {
        for (index, part) in request.systemParts.enumerated() { add(part, as: .system, at: .system(part: index)) }
        var isLeading = true
        for (index, message) in request.messages.enumerated() {
            var role = BedrockTurn.Role.user
            switch message.role {
            case .system where isLeading:
                role = .system
            case .system:
                // Moved to the front it would change the beginning of the prompt, and with it all that is cached.
                lose("messages[\(index)].role", "this API takes no system message here; its text is sent as the user's")
            case .assistant:
                isLeading = false
                role = .assistant
            case .user, .tool:
                isLeading = false
            }
            for (number, part) in message.content.enumerated() {
                add(part, as: role, at: .message(index, part: number))
            }
        }
    }

    private mutating func add(_ part: ContentPart, as role: BedrockTurn.Role, at place: BedrockPlace) {
        switch (part, role) {
        case (.text(let text), _):
            addText(text, to: role, at: place)
        case (.cachePoint(let hint), _):
            attach(hint, at: place)
        case (.opaque(let state), _):
            add(state, to: role, at: place)
        case (.citation(let citation), _):
            cite(citation, at: place)
        case (.toolResult(let result), .user):
            addResult(result, at: place)
        case (.media(let media), .user):
            if let block = block(of: media, at: "\(place)") { add(block, to: role) }
        case (.reasoning(let text, let signature), .assistant):
            addReasoning(text, signature, at: place)
        case (.redactedReasoning(let state), .assistant):
            guard state.isBedrock else {
                return lose("\(place)", "hidden reasoning goes back to its origin only, not from '\(state.origin)'")
            }
            add(["reasoningContent": ["redactedContent": .string(state.data)]], to: role)
        case (.toolCall(let call), .assistant):
            addCall(call, at: place)
        case (.refusal(let text), .assistant):
            lose("\(place)", "this API has no block for a refusal; its words are sent as plain text")
            addText(text, to: role, at: place)
        default:
            lose("\(place)", "a message of the role \(role.rawValue) has no place for this part")
        }
    }

    /// The API refuses texts of nothing but white space.
    private mutating func addText(_ text: String, to role: BedrockTurn.Role, at place: BedrockPlace) {
        if !text.allSatisfy(\.isWhitespace) {
            add(["text": .string(text)], to: role)
        } else if !text.isEmpty {
            lose("\(place)", "this API takes no text of nothing but white space")
        }
    }

    private mutating func addReasoning(_ text: String, _ signature: ProviderState?, at place: BedrockPlace) {
        guard let signature, signature.isBedrock else {
            let reason =
                signature.map { "reasoning goes back to its origin only, not from '\($0.origin)'" }
                ?? "reasoning without a signature cannot be proven to this API"
            return lose("\(place)", reason)
        }
        var content: JSONObject = ["text": .string(text)]
        // A client that sent none knows what its model takes.
        if !signature.data.isEmpty { content["signature"] = .string(signature.data) }
        add(["reasoningContent": ["reasoningText": .object(content)]], to: .assistant)
    }

    private mutating func addCall(_ call: ToolCall, at place: BedrockPlace) {
        var use: JSONObject = [
            "toolUseId": .string(callIDs.wireID(of: call.id)), "name": .string(names.wireName(of: call.name)),
        ]
        if let arguments = try? JSONValue(parsing: call.argumentsText), arguments.objectValue != nil {
            use["input"] = arguments
        } else {
            lose("\(place).argumentsText", "this API takes a JSON object only; the text is sent inside one")
            use["input"] = ["INVALID_JSON": .string(call.argumentsText)]
        }
        if let state = call.state {
            if case .members(let members)? = BedrockState(state) {
                for (key, value) in members.members where use[key] == nil { use[key] = value }
            } else {
                lose("\(place).state", "the proof of a call goes back to its origin only, not from '\(state.origin)'")
            }
        }
        add(["toolUse": .object(use)], to: .assistant)
    }

    private mutating func addResult(_ result: ToolResult, at place: BedrockPlace) {
        var content: [JSONValue] = []
        if !result.content.allSatisfy(\.isWhitespace) { content.append(["text": .string(result.content)]) }
        for (index, media) in result.media.enumerated() {
            if let block = block(of: media, at: "\(place).media[\(index)]") { content.append(.object(block)) }
        }
        var block: JSONObject = [
            "toolUseId": .string(callIDs.wireID(of: result.callID)), "content": .array(content),
        ]
        if result.isError { block["status"] = "error" }
        open(.user)
        turns[turns.count - 1].add(result: ["toolResult": .object(block)])
    }
}
