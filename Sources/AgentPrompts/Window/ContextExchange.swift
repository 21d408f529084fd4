internal import AgentPrimitives

/// Messages that stand or fall together: one message, or a call of tools up to its last result.
struct ContextExchange {
    /// Indices into the history.
    var messages: Range<Int>
    var tokens: Int
    var isPinned: Bool
    var opensWithUser: Bool
    var holdsUserMessage: Bool
    var isKept = false
}

extension ContextExchange {
    /// Splits a history into exchanges.
    ///
    /// A result joins the exchange of the latest message that made the call, and so does everything in between; each message
    /// is merged at most once, so the whole takes linear time.
    static func split(_ history: [ContextEntry], tokens: (Message) -> Int) -> [ContextExchange] {
        var exchanges: [ContextExchange] = []
        var callers: [String: Int] = [:]
        for (index, entry) in history.enumerated() {
            var exchange = ContextExchange(
                messages: index..<index + 1, tokens: tokens(entry.message), isPinned: entry.isPinned,
                opensWithUser: entry.message.role == .user, holdsUserMessage: entry.message.role == .user)
            var firstCaller = index
            for part in entry.message.content {
                switch part {
                case .toolCall(let call): callers[call.id] = index
                case .toolResult(let result): firstCaller = min(firstCaller, callers[result.callID] ?? index)
                case .text, .reasoning, .redactedReasoning, .media, .refusal, .citation, .cachePoint, .opaque: break
                }
            }
            while let last = exchanges.last, last.messages.upperBound > firstCaller {
                exchanges.removeLast()
                exchange = last.joined(with: exchange)
            }
            exchanges.append(exchange)
        }
        return exchanges
    }

    private func joined(with later: ContextExchange) -> ContextExchange {
        ContextExchange(
            messages: messages.lowerBound..<later.messages.upperBound, tokens: tokens + later.tokens,
            isPinned: isPinned || later.isPinned, opensWithUser: opensWithUser,
            holdsUserMessage: holdsUserMessage || later.holdsUserMessage)
    }
}
