extension ModelEvent: JSONRepresentable {
    /// An object whose `type` names the event; a block's events carry its `index`.
    public var json: JSONValue {
        switch self {
        case .started(let id, let model):
            ["id": .string(id), "model": .string(model), "type": "started"]
        case .blockStarted(let index, .text):
            ["block": "text", "index": .int(index), "type": "block_started"]
        case .blockStarted(let index, .reasoning):
            ["block": "reasoning", "index": .int(index), "type": "block_started"]
        case .blockStarted(let index, .toolCall(let id, let name)):
            [
                "block": "tool_call", "id": .string(id), "index": .int(index), "name": .string(name),
                "type": "block_started",
            ]
        case .blockDelta(let index, let text):
            ["index": .int(index), "text": .string(text), "type": "block_delta"]
        case .blockSignature(let index, let signature):
            ["index": .int(index), "signature": .string(signature), "type": "block_signature"]
        case .blockStopped(let index):
            ["index": .int(index), "type": "block_stopped"]
        case .usage(let usage):
            ["type": "usage", "usage": usage.json]
        case .stop(let reason):
            ["reason": reason.json, "type": "stop"]
        }
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        let type = try json.member("type")
        switch try type.string() {
        case "started":
            self = .started(id: try json.member("id").string(), model: try json.member("model").string())
        case "block_started":
            self = .blockStarted(index: try json.member("index").int(), kind: try Self.blockKind(json))
        case "block_delta":
            self = .blockDelta(index: try json.member("index").int(), text: try json.member("text").string())
        case "block_signature":
            self = .blockSignature(
                index: try json.member("index").int(), signature: try json.member("signature").string())
        case "block_stopped":
            self = .blockStopped(index: try json.member("index").int())
        case "usage":
            self = .usage(try Usage(json: json.member("usage")))
        case "stop":
            self = .stop(try StopReason(json: json.member("reason")))
        default:
            throw type.mismatch("the name of a model event")
        }
    }

    private static func blockKind(_ json: JSONReader) throws(JSONShapeError) -> BlockKind {
        let block = try json.member("block")
        switch try block.string() {
        case "text": return .text
        case "reasoning": return .reasoning
        case "tool_call":
            return .toolCall(id: try json.member("id").string(), name: try json.member("name").string())
        default: throw block.mismatch("text, reasoning or tool_call")
        }
    }
}

extension StopReason: JSONRepresentable {
    /// The reason's name; an object where the reason carries a text.
    public var json: JSONValue {
        switch self {
        case .endOfTurn: "end_of_turn"
        case .stopSequence(let text): ["stop_sequence": .string(text)]
        case .outputLimit: "output_limit"
        case .contextFull: "context_full"
        case .toolUse: "tool_use"
        case .contentFilter: "content_filter"
        case .paused: "paused"
        case .other(let name): ["other": .string(name)]
        }
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        switch json.value.stringValue {
        case "end_of_turn": self = .endOfTurn
        case "output_limit": self = .outputLimit
        case "context_full": self = .contextFull
        case "tool_use": self = .toolUse
        case "content_filter": self = .contentFilter
        case "paused": self = .paused
        case .some: throw json.mismatch("the name of a stop reason")
        case nil:
            if let text = try json.optional("stop_sequence") {
                self = .stopSequence(try text.string())
            } else {
                self = .other(try json.member("other").string())
            }
        }
    }
}

extension ModelRequest: JSONRepresentable {
    /// An object with the members max_output_tokens, messages, model, system, temperature (if set) and tools.
    public var json: JSONValue {
        var object: JSONObject = [
            "max_output_tokens": .int(maxOutputTokens), "messages": .array(messages.map(\.json)),
            "model": .string(model), "system": .string(system), "tools": .array(tools.map(\.json)),
        ]
        if let temperature, let number = JSONNumber(temperature) { object["temperature"] = .number(number) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            model: try json.member("model").string(), system: try json.member("system").string(),
            messages: try json.member("messages").list(of: Message.self),
            tools: try json.member("tools").list(of: ToolDescriptor.self),
            maxOutputTokens: try json.member("max_output_tokens").int(),
            temperature: try json.optional("temperature")?.double())
    }
}
