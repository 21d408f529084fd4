internal import AgentPrimitives

/// Writes a whole answer as a `chat.completion`: the fold of what the stream says.
enum ChatResponseWriter {
    static func completion(_ answer: ModelAnswer, identity: AnswerIdentity) -> JSONValue {
        let choice: JSONValue = [
            "index": 0, "message": message(answer.content), "logprobs": .null,
            "finish_reason": .string(ChatAnswerWords.finishReason(answer.stopReason ?? .endOfTurn)),
        ]
        return [
            "id": .string(ChatAnswerWords.id(identity)), "object": "chat.completion",
            "created": ChatAnswerWords.created(identity), "model": .string(identity.model),
            "choices": [choice], "usage": ChatAnswerWords.usage(answer.usage),
        ]
    }

    private static func message(_ content: [ContentPart]) -> JSONValue {
        var text: String?
        var reasoning: String?
        var refusal: String?
        var annotations: [JSONValue] = []
        var calls: [JSONValue] = []
        for part in content {
            switch part {
            case .text(let piece): text = (text ?? "") + piece
            case .reasoning(let piece, _): if !piece.isEmpty { reasoning = (reasoning ?? "") + piece }
            case .refusal(let piece): refusal = (refusal ?? "") + piece
            case .citation(let citation): annotations.append(ChatAnswerWords.annotation(citation))
            case .toolCall(let call): calls.append(toolCall(call))
            case .media(let media): if let note = note(on: media) { text = (text ?? "") + note }
            case .redactedReasoning, .toolResult, .cachePoint, .opaque: break
            }
        }
        var message: JSONObject = ["role": "assistant"]
        message["content"] = text.map(JSONValue.string) ?? (calls.isEmpty && refusal == nil ? "" : .null)
        message["refusal"] = refusal.map(JSONValue.string) ?? .null
        if let reasoning { message["reasoning_content"] = .string(reasoning) }
        if !annotations.isEmpty { message["annotations"] = .array(annotations) }
        if !calls.isEmpty { message["tool_calls"] = .array(calls) }
        return .object(message)
    }

    private static func toolCall(_ call: ToolCall) -> JSONValue {
        var encoded: JSONObject = [
            "id": .string(call.id), "type": "function",
            "function": ["name": .string(call.name), "arguments": .string(call.argumentsText)],
        ]
        if let extra = ChatAnswerWords.extraContent(call.state) { encoded["extra_content"] = extra }
        return .object(encoded)
    }

    /// A picture in an answer as Markdown, since the API has no other place for it; `nil` for other media.
    static func note(on media: Media) -> String? {
        guard media.kind == .image else { return nil }
        switch media.source {
        case .url(let url): return "![image](\(url))"
        case .base64(let data): return "![image](data:\(media.mediaType);base64,\(data))"
        case .text, .file: return nil
        }
    }
}
