internal import AgentPrimitives

/// Writes a whole message: what a client would make of the stream.
enum AnthropicResponseWriter {
    static func message(_ answer: ModelAnswer, identity: AnswerIdentity) -> JSONValue {
        let stop = answer.stopReason.map(AnthropicStopReason.write)
        return message(
            identity, content: blocks(answer.content).map { .object($0) },
            stop: (stop.map { .string($0.name) } ?? .null, stop?.sequence ?? .null), usage: answer.usage)
    }

    /// A message as far as it goes; the beginning of a stream has no content and no reason yet.
    static func message(
        _ identity: AnswerIdentity, content: [JSONValue] = [], stop: (JSONValue, JSONValue) = (.null, .null),
        usage: Usage
    ) -> JSONValue {
        [
            "id": .string("msg_\(identity.id)"), "type": "message", "role": "assistant",
            "model": .string(identity.model), "content": .array(content), "stop_reason": stop.0,
            "stop_sequence": stop.1, "usage": AnthropicUsage.write(usage),
        ]
    }

    private static func blocks(_ parts: [ContentPart]) -> [JSONObject] {
        var blocks: [JSONObject] = []
        for (position, part) in parts.enumerated() {
            switch part {
            case .text(let text):
                let isCited = if case .citation? = parts.dropFirst(position + 1).first { true } else { false }
                if !text.isEmpty || isCited { blocks.append(["type": "text", "text": .string(text)]) }
            case .citation(let citation):
                guard let last = blocks.indices.last else { continue }
                let earlier = blocks[last]["citations"]?.arrayValue ?? []
                blocks[last]["citations"] = .array(earlier + [AnthropicCitation.write(citation)])
            case .refusal(let text):
                if !text.isEmpty { blocks.append(["type": "text", "text": .string(text)]) }
            case .reasoning(let text, let signature):
                guard !text.isEmpty || signature != nil else { continue }
                let proof = signature.map(AnthropicSignature.write) ?? ""
                blocks.append(["type": "thinking", "thinking": .string(text), "signature": .string(proof)])
            case .redactedReasoning(let state):
                blocks.append(AnthropicAnswerBlocks.redacted(state))
            case .media(let media):
                blocks.append(["type": "text", "text": .string(AnthropicAnswerBlocks.note(on: media))])
            case .opaque(let state):
                if let block = AnthropicAnswerBlocks.opaque(state) { blocks.append(block) }
            case .toolCall(let call):
                blocks.append([
                    "type": "tool_use", "id": .string(call.id), "name": .string(call.name),
                    "input": AnthropicAnswerBlocks.input(call.argumentsText),
                ])
            case .toolResult, .cachePoint:
                // A model answers with neither.
                break
            }
        }
        return blocks
    }
}
