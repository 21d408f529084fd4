internal import AgentPrimitives

/// A conversation split into exchanges, while it is decided which of them are kept.
struct ContextPlan {
    /// The conversation; a cut replaces a message.
    private(set) var messages: [Message]
    private(set) var exchanges: [ContextExchange]
    /// The exchanges of the current turn.
    private let turn: Range<Int>
    private var cuts: [FittedContext.Cut] = []

    init(history: [ContextEntry], estimator: any TokenEstimator) {
        messages = history.map(\.message)
        exchanges = ContextExchange.split(history) { estimator.tokens(in: $0) }
        // One user message opens the turn, not a run of them: after a turn that failed for its length the run would hold
        // the text that was too long, and every later turn would fail as well.
        let opening = exchanges.lastIndex(where: \.holdsUserMessage)
        turn = (opening ?? 0)..<exchanges.count
        for index in exchanges.indices {
            exchanges[index].isKept = exchanges[index].isPinned || index == opening || index == exchanges.count - 1
        }
    }

    var pinnedTokens: Int {
        exchanges.reduce(0) { $0 + ($1.isPinned ? $1.tokens : 0) }
    }

    /// Tokens of what is kept for the sake of the current turn alone.
    var requiredTurnTokens: Int {
        exchanges[turn].reduce(0) { $0 + ($1.isKept && !$1.isPinned ? $1.tokens : 0) }
    }

    /// The exchanges that must be kept but need not be whole.
    var required: [Int] {
        turn.filter { exchanges[$0].isKept && !exchanges[$0].isPinned }
    }

    /// Puts a shorter text in the place of one; `cut.message` is an index into the history.
    mutating func shorten(
        part: Int, in exchange: Int, to content: ContentPart, saving tokens: Int, cut: FittedContext.Cut
    ) {
        messages[cut.message].content[part] = content
        exchanges[exchange].tokens -= tokens
        cuts.append(cut)
    }

    /// Keeps, beside what must be kept, as much as fits into `tokens`.
    mutating func fill(tokens: Int) {
        var room = tokens - exchanges.reduce(0) { $0 + ($1.isKept ? $1.tokens : 0) }
        for index in turn.reversed() where !exchanges[index].isKept {
            guard exchanges[index].tokens <= room else { return }
            room -= exchanges[index].tokens
            exchanges[index].isKept = true
        }
        var end = turn.lowerBound
        while let earlier = turnBefore(end) {
            let added = earlier.filter { !exchanges[$0].isKept }
            let cost = added.reduce(0) { $0 + exchanges[$1].tokens }
            guard cost <= room else { return }
            room -= cost
            for index in added { exchanges[index].isKept = true }
            end = earlier.lowerBound
        }
    }

    /// The exchanges of the turn that ends before `end`: from a user message on, or from the very start.
    private func turnBefore(_ end: Int) -> Range<Int>? {
        guard end > 0 else { return nil }
        var start = end - 1
        while start > 0, !exchanges[start].opensWithUser { start -= 1 }
        return start..<end
    }

    func result(fixedTokens: Int) -> FittedContext {
        var context = FittedContext(
            messages: [], inputTokens: fixedTokens, droppedMessages: 0, droppedTokens: 0, cuts: [])
        var newIndices: [Int: Int] = [:]
        for exchange in exchanges {
            guard exchange.isKept else {
                context.droppedMessages += exchange.messages.count
                context.droppedTokens += exchange.tokens
                continue
            }
            for index in exchange.messages {
                newIndices[index] = context.messages.count
                context.messages.append(messages[index])
            }
            context.inputTokens += exchange.tokens
        }
        context.cuts = cuts.compactMap { cut in
            newIndices[cut.message].map {
                FittedContext.Cut(message: $0, originalBytes: cut.originalBytes, keptBytes: cut.keptBytes)
            }
        }
        return context
    }
}
