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
        case .reasoning(let text, let signature): tokens(in: text) + (signature.map { tokens(in: $0.data) } ?? 0)
        case .toolCall(let call): tokens(in: call.id) + tokens(in: call.name) + tokens(in: call.argumentsText)
        case .toolResult(let result):
            tokens(in: result.callID) + tokens(in: result.name) + tokens(in: result.content)
                + result.media.reduce(0) { $0 + tokens(in: $1) }
        case .media(let media): tokens(in: media)
        case .refusal(let text): tokens(in: text)
        case .citation(let citation): tokens(in: citation.quote ?? "")
        case .redactedReasoning(let state), .opaque(let state): tokens(in: state.data)
        case .cachePoint: 0
        }
    }

    /// Tokens of a piece of media: those of its text, or a flat amount, because its bytes are no measure.
    public func tokens(in media: Media) -> Int {
        if case .text(let text) = media.source { tokens(in: text) } else { Self.tokensPerMedia }
    }

    /// What providers charge for a picture of usual size, about.
    private static var tokensPerMedia: Int { 1600 }

    /// Tokens of a tool as it is described to the model.
    public func tokens(in tool: ToolDescriptor) -> Int {
        let schema = String(decoding: tool.inputSchema.serialized(), as: UTF8.self)
        return tokensPerItem + tokens(in: tool.name) + tokens(in: tool.summary) + tokens(in: schema)
    }
}
