public import AgentPrimitives

/// Says how many tokens a text takes, near enough to plan with.
///
/// Estimates depend on the text alone, so that a replay plans the same prompts.
public protocol TokenEstimator: Sendable {
    /// Tokens of a text, at least 1.
    func tokens(in text: String) -> Int

    /// Tokens that each message and each tool takes beside its texts.
    var tokensPerItem: Int { get }
}

extension TokenEstimator {
    /// Tokens of a message with all its parts.
    public func tokens(in message: Message) -> Int {
        message.content.reduce(tokensPerItem) { $0 + tokens(in: $1) }
    }

    /// Tokens of one part of a message.
    public func tokens(in part: ContentPart) -> Int {
        switch part {
        case .text(let text): tokens(in: text)
        case .reasoning(let text, let signature): tokens(in: text) + (signature.map { tokens(in: $0) } ?? 0)
        case .toolCall(let call): tokens(in: call.id) + tokens(in: call.name) + tokens(in: call.argumentsText)
        case .toolResult(let result): tokens(in: result.callID) + tokens(in: result.name) + tokens(in: result.content)
        }
    }

    /// Tokens of a tool as it is described to the model.
    public func tokens(in tool: ToolDescriptor) -> Int {
        let schema = String(decoding: tool.inputSchema.serialized(), as: UTF8.self)
        return tokensPerItem + tokens(in: tool.name) + tokens(in: tool.summary) + tokens(in: schema)
    }
}
