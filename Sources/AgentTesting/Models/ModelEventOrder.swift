internal import AgentPrimitives

/// Follows the events of one answer and says where they leave the order that ``ModelEvent`` promises.
struct ModelEventOrder: Sendable {
    private enum State: Sendable {
        case waiting
        case between
        case inBlock(index: Int, kind: ModelEvent.BlockKind)
        case stopped
    }

    private var state = State.waiting
    private var nextIndex = 0
    private var callIDs: Set<String> = []
    private var hasUsage = false

    var isComplete: Bool {
        if case .stopped = state { true } else { false }
    }

    mutating func take(_ event: ModelEvent) throws(ModelAdapterContract.Violation) {
        switch (state, event) {
        case (.waiting, .started):
            state = .between
        case (.between, .blockStarted(let index, let kind)):
            try open(index, kind)
        case (.inBlock(let open, _), .blockDelta(let index, let text)) where index == open:
            guard !text.isEmpty else { throw Self.violation("a delta holds text", event) }
        case (.inBlock(let open, .reasoning), .blockSignature(let index, _)) where index == open,
            (.inBlock(let open, .text), .blockSignature(let index, _)) where index == open,
            (.inBlock(let open, .toolCall), .blockSignature(let index, _)) where index == open,
            (.inBlock(let open, .text), .blockCitation(let index, _)) where index == open:
            break
        case (.inBlock(let open, _), .blockStopped(let index)) where index == open:
            state = .between
        case (.between, .usage(let usage)), (.inBlock, .usage(let usage)):
            hasUsage = true
            guard usage.inputTokens >= usage.cachedInputTokens, usage.outputTokens >= usage.reasoningTokens,
                usage.cachedInputTokens >= 0, usage.reasoningTokens >= 0
            else { throw Self.violation("parts of a usage are not larger than the whole, and not negative", event) }
        case (.between, .stop):
            state = .stopped
        default:
            throw Self.violation("expected another event when \(state)", event)
        }
    }

    func end() throws(ModelAdapterContract.Violation) {
        guard isComplete else { throw .init(description: "an answer ends with a stop; this one ends when \(state)") }
        guard hasUsage else { throw .init(description: "an answer reports its usage; this one does not") }
    }

    private mutating func open(_ index: Int, _ kind: ModelEvent.BlockKind) throws(ModelAdapterContract.Violation) {
        guard index == nextIndex else {
            throw .init(description: "block indices count from 0; expected \(nextIndex), found \(index)")
        }
        if case .toolCall(let id, let name) = kind {
            guard !id.isEmpty, callIDs.insert(id).inserted, !name.isEmpty else {
                throw .init(description: "a call has a name and an id of its own; found '\(name)' with the id '\(id)'")
            }
        }
        nextIndex += 1
        state = .inBlock(index: index, kind: kind)
    }

    private static func violation(_ rule: String, _ event: ModelEvent) -> ModelAdapterContract.Violation {
        .init(description: "\(rule); found \(event)")
    }
}
