internal import AgentPrimitives

extension AnthropicRequestEncoder {
    /// Lays out the turns: what leads the conversation, then users and models, neighbours of one role merged, so that all
    /// results of a turn are in the one message behind it.
    mutating func encodeMessages(of request: ModelRequest) {
        for (index, part) in request.systemParts.enumerated() { add(part, to: .system, at: .system(part: index)) }
        var isLeading = true
        var unanswered: Set<String> = []
        /// System messages that have not found their place yet.
        var waiting: [Int] = []
        for (index, message) in request.messages.enumerated() {
            switch message.role {
            case .system:
                if isLeading {
                    add(message, to: .system, number: index)
                } else if options.midConversationSystem == .userText {
                    addAsUser(message, number: index)
                } else {
                    waiting.append(index)
                }
            case .assistant:
                isLeading = false
                place(&waiting, of: request)
                open(.assistant)
                add(message, to: .assistant, number: index)
                unanswered = Set(message.toolCalls.map(\.id))
            case .user, .tool:
                isLeading = false
                open(.user)
                add(message, to: .user, number: index)
                for case .toolResult(let result) in message.content { unanswered.remove(result.callID) }
            }
            // Behind a turn of the user only, and never between calls and their results.
            if unanswered.isEmpty, turns[turns.count - 1].role == .user { place(&waiting, of: request) }
        }
        place(&waiting, of: request)
    }

    private mutating func place(_ waiting: inout [Int], of request: ModelRequest) {
        for index in waiting {
            use(beta: "mid-conversation-system-2026-04-07")
            turns.append(AnthropicTurn(role: .system))
            add(request.messages[index], to: .system, number: index)
        }
        waiting = []
    }

    private mutating func addAsUser(_ message: Message, number: Int) {
        lose("messages[\(number)].role", "this server takes no system message here; its text is sent as the user's")
        open(.user)
        add(message, to: .system, number: number)
    }

    private mutating func open(_ role: AnthropicTurn.Role) {
        if turns[turns.count - 1].role != role { turns.append(AnthropicTurn(role: role)) }
    }

    private mutating func add(_ message: Message, to role: AnthropicTurn.Role, number: Int) {
        for (index, part) in message.content.enumerated() {
            add(part, to: role, at: .message(number, part: index))
        }
    }
}
