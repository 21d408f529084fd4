internal import AgentAdapters
internal import AgentPrimitives

/// Folds a model's events into its answer, and tells which of them add text that the caller may see.
struct AnswerFold: Sendable {
    private(set) var answer = ModelAnswer()
    /// The blocks of visible text.
    private var textBlocks: Set<Int> = []

    /// Takes one event in and returns the visible text that it adds.
    mutating func add(_ event: ModelEvent) -> String? {
        answer.apply(event)
        switch event {
        case .blockStarted(let index, .text):
            textBlocks.insert(index)
            return nil
        case .blockDelta(let index, let text):
            return textBlocks.contains(index) ? text : nil
        default:
            return nil
        }
    }

    /// The answer as a message without empty texts.
    ///
    /// Tool call identifiers are made unique, since results are matched by them.
    func message() -> Message {
        var message = answer.message
        var seen: Set<String> = []
        message.content = message.content.enumerated().compactMap { index, part in
            switch part {
            case .text(""):
                return nil
            case .toolCall(var call):
                if call.id.isEmpty || !seen.insert(call.id).inserted { call.id += "#\(index)" }
                seen.insert(call.id)
                return .toolCall(call)
            default:
                return part
            }
        }
        return message
    }
}
