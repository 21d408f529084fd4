internal import AgentPrimitives

extension ResponsesAnswerWriter {
    /// Writes a whole answer.
    mutating func replay(_ answer: ModelAnswer) {
        take(.started(id: answer.id, model: answer.model))
        var isInText = false
        for part in answer.content {
            // A source belongs to the text before it, whose block is still open.
            if case .citation(let citation) = part {
                take(.blockCitation(index: 0, citation: citation))
                continue
            }
            if isInText { take(.blockStopped(index: 0)) }
            isInText = false
            switch part {
            case .text(let text):
                open(.text, text)
                isInText = true
            case .refusal(let text): whole(.refusal, text)
            case .reasoning(let text, let signature): whole(.reasoning, text, signature)
            case .redactedReasoning(let state): whole(.redactedReasoning(state))
            case .toolCall(let call):
                whole(.toolCall(id: call.id, name: call.name), call.argumentsText, call.state)
            case .media(let media): whole(.media(media))
            case .opaque(let state): whole(.opaque(state))
            case .citation, .toolResult, .cachePoint: break
            }
        }
        if isInText { take(.blockStopped(index: 0)) }
        take(.usage(answer.usage))
        if let reason = answer.stopReason { take(.stop(reason)) } else { conclude("incomplete") }
    }

    private mutating func open(_ kind: ModelEvent.BlockKind, _ text: String) {
        take(.blockStarted(index: 0, kind: kind))
        take(.blockDelta(index: 0, text: text))
    }

    private mutating func whole(
        _ kind: ModelEvent.BlockKind, _ text: String = "", _ signature: ProviderState? = nil
    ) {
        open(kind, text)
        if let signature { take(.blockSignature(index: 0, signature: signature)) }
        take(.blockStopped(index: 0))
    }
}
