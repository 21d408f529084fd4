internal import AgentPrimitives

/// Writes a whole answer: what a client would make of the stream.
enum BedrockResponseWriter {
    static func document(_ answer: ModelAnswer) -> JSONValue {
        [
            "output": [
                "message": ["role": "assistant", "content": .array(blocks(answer.content).map { .object($0) })]
            ],
            "stopReason": answer.stopReason.map { .string(BedrockStopReason.write($0)) } ?? .null,
            "usage": BedrockUsage.write(answer.usage), "metrics": metrics,
        ]
    }

    /// How long the answer took is not known here; clients want the member.
    static let metrics: JSONValue = ["latencyMs": 0]

    private static func blocks(_ parts: [ContentPart]) -> [JSONObject] {
        var blocks: [JSONObject] = []
        for (position, part) in parts.enumerated() {
            switch part {
            case .text(let text):
                let citations = citations(behind: position, in: parts)
                if !citations.isEmpty {
                    let content: [JSONValue] = text.isEmpty ? [] : [["text": .string(text)]]
                    blocks.append(["citationsContent": ["content": .array(content), "citations": .array(citations)]])
                } else if !text.isEmpty {
                    blocks.append(["text": .string(text)])
                }
            case .refusal(let text):
                if !text.isEmpty { blocks.append(["text": .string(text)]) }
            case .reasoning(let text, let signature):
                guard !text.isEmpty || signature != nil else { continue }
                var content: JSONObject = ["text": .string(text)]
                if let signature { content["signature"] = .string(BedrockSignature.write(signature)) }
                blocks.append(["reasoningContent": ["reasoningText": .object(content)]])
            case .redactedReasoning(let state):
                blocks.append(["reasoningContent": .object(BedrockAnswerBlocks.redacted(state))])
            case .media(let media):
                if let image = BedrockAnswerBlocks.image(media) {
                    blocks.append([
                        "image": ["format": .string(image.format), "source": ["bytes": .string(image.data)]]
                    ])
                } else {
                    blocks.append(["text": .string(BedrockAnswerBlocks.note(on: media))])
                }
            case .opaque(let state):
                if let block = BedrockAnswerBlocks.opaque(state) { blocks.append(block) }
            case .toolCall(let call):
                blocks.append([
                    "toolUse": [
                        "toolUseId": .string(call.id), "name": .string(call.name),
                        "input": BedrockAnswerBlocks.input(call.argumentsText),
                    ]
                ])
            case .citation, .toolResult, .cachePoint:
                // Citations are with their text; a model answers with neither of the others.
                break
            }
        }
        return blocks
    }

    private static func citations(behind position: Int, in parts: [ContentPart]) -> [JSONValue] {
        parts.dropFirst(position + 1).prefix { part in
            if case .citation = part { true } else { false }
        }.compactMap { part in
            if case .citation(let citation) = part { BedrockCitation.write(citation) } else { nil }
        }
    }
}
