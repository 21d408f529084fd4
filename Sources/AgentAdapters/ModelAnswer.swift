public import AgentPrimitives

/// A whole answer: the fold of its events.
public struct ModelAnswer: Hashable, Sendable {
    /// The upstream's name for this answer; may be empty.
    public private(set) var id = ""
    /// The model that answered, as the upstream names it.
    public private(set) var model = ""
    /// The last reported usage.
    public private(set) var usage = Usage()
    /// Why the model stopped; `nil` while the answer is incomplete.
    public private(set) var stopReason: StopReason?
    private var blocks: [Block] = []

    /// An answer that has not begun.
    public init() {}

    /// Folds some events.
    public init(folding events: some Sequence<ModelEvent>) {
        for event in events { apply(event) }
    }

    /// What the model said, in order.
    public var content: [ContentPart] { blocks.flatMap(\.parts) }

    /// What the model said, as a message of the conversation.
    public var message: Message { Message(role: .assistant, content: content) }

    /// Takes in the next event; pieces of a block that never began are dropped.
    public mutating func apply(_ event: ModelEvent) {
        switch event {
        case .started(let id, let model):
            self.id = id
            self.model = model
        case .blockStarted(let index, let kind):
            blocks.append(Block(index: index, kind: kind))
        case .blockDelta(let index, let text):
            // From the back: it is nearly always the last block that grows.
            guard let position = blocks.lastIndex(where: { $0.index == index }) else { return }
            blocks[position].text += text
        case .blockSignature(let index, let signature):
            guard let position = blocks.lastIndex(where: { $0.index == index }) else { return }
            blocks[position].signature = signature
        case .blockCitation(let index, let citation):
            guard let position = blocks.lastIndex(where: { $0.index == index }) else { return }
            blocks[position].citations.append(citation)
        case .blockStopped:
            break
        case .usage(let usage):
            self.usage = usage
        case .stop(let reason):
            stopReason = reason
        }
    }
}

extension ModelAnswer {
    private struct Block: Hashable, Sendable {
        let index: Int
        let kind: ModelEvent.BlockKind
        var text = ""
        var signature: ProviderState?
        var citations: [Citation] = []

        init(index: Int, kind: ModelEvent.BlockKind) {
            self.index = index
            self.kind = kind
        }

        /// The block, and what belongs to it behind it.
        var parts: [ContentPart] {
            switch kind {
            case .text:
                [.text(text)] + citations.map { .citation($0) } + (signature.map { [.opaque($0)] } ?? [])
            case .reasoning: [.reasoning(text: text, signature: signature)]
            case .redactedReasoning(let state): [.redactedReasoning(state)]
            case .refusal: [.refusal(text)]
            case .media(let media): [.media(media)]
            case .opaque(let state): [.opaque(state)]
            case .toolCall(let id, let name):
                [.toolCall(ToolCall(id: id, name: name, argumentsText: text, state: signature))]
            }
        }
    }
}
