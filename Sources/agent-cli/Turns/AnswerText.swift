internal import AgentRuntime

/// Picks out of a session's events what a reader is to see: the model's visible text, with a gap between model calls.
struct AnswerText: Sendable {
    /// The blocks of visible text in the present call's answer.
    private var textBlocks: Set<Int> = []
    /// What was given out last stems from an earlier call.
    private var isBehindGap = false
    private(set) var isEmpty = true
    private(set) var endsInNewline = true

    /// Starts over for the next turn.
    mutating func reset() {
        self = AnswerText()
    }

    /// The text that an event adds; empty for most.
    mutating func add(_ event: SessionEvent) -> String {
        switch event {
        case .modelRequested:
            textBlocks = []
            isBehindGap = !isEmpty
            return ""
        case .modelEvents(_, let events):
            return events.map { add($0) }.joined()
        default:
            return ""
        }
    }

    private mutating func add(_ event: ModelEvent) -> String {
        switch event {
        case .blockStarted(let index, .text):
            textBlocks.insert(index)
            return ""
        case .blockDelta(let index, let text) where textBlocks.contains(index) && !text.isEmpty:
            let gap = isBehindGap ? (endsInNewline ? "\n" : "\n\n") : ""
            isBehindGap = false
            isEmpty = false
            endsInNewline = text.hasSuffix("\n")
            return gap + text
        default:
            return ""
        }
    }
}
