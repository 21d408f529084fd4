extension ModelEvent: JSONRepresentable {
    /// An object whose `type` names the event; a block's events carry its `index`.
    public var json: JSONValue {
        switch self {
        case .started(let id, let model):
            ["id": .string(id), "model": .string(model), "type": "started"]
        case .blockStarted(let index, let kind):
            Self.start(of: kind, at: index)
        case .blockDelta(let index, let text):
            ["index": .int(index), "text": .string(text), "type": "block_delta"]
        case .blockSignature(let index, let signature):
            ["index": .int(index), "signature": signature.json, "type": "block_signature"]
        case .blockCitation(let index, let citation):
            ["citation": citation.json, "index": .int(index), "type": "block_citation"]
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
                index: try json.member("index").int(), signature: try ProviderState(json: json.member("signature")))
        case "block_citation":
            self = .blockCitation(
                index: try json.member("index").int(), citation: try Citation(json: json.member("citation")))
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

    private static func start(of kind: BlockKind, at index: Int) -> JSONValue {
        var object: JSONObject = ["index": .int(index), "type": "block_started"]
        switch kind {
        case .text: object["block"] = "text"
        case .reasoning: object["block"] = "reasoning"
        case .refusal: object["block"] = "refusal"
        case .toolCall(let id, let name):
            object["block"] = "tool_call"
            object["id"] = .string(id)
            object["name"] = .string(name)
        case .redactedReasoning(let state):
            object["block"] = "redacted_reasoning"
            object["state"] = state.json
        case .opaque(let state):
            object["block"] = "opaque"
            object["state"] = state.json
        case .media(let media):
            object["block"] = "media"
            object["media"] = media.json
        }
        return .object(object)
    }

    private static func blockKind(_ json: JSONReader) throws(JSONShapeError) -> BlockKind {
        let block = try json.member("block")
        switch try block.string() {
        case "text": return .text
        case "reasoning": return .reasoning
        case "refusal": return .refusal
        case "redacted_reasoning": return .redactedReasoning(try ProviderState(json: json.member("state")))
        case "opaque": return .opaque(try ProviderState(json: json.member("state")))
        case "media": return .media(try Media(json: json.member("media")))
        case "tool_call":
            return .toolCall(id: try json.member("id").string(), name: try json.member("name").string())
        default: throw block.mismatch("the name of a kind of block, such as text, reasoning or tool_call")
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
        case .malformedToolCall: "malformed_tool_call"
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
        case "malformed_tool_call": self = .malformedToolCall
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
