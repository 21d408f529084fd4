public import AgentPrimitives

/// The part of a conversation that fits, and what was done to make it fit.
public struct FittedContext: Hashable, Sendable {
    /// The messages to send, oldest first.
    public var messages: [Message]
    /// Estimated tokens of the whole input: system text, tools and ``messages``.
    public var inputTokens: Int
    /// How many messages were left out.
    public var droppedMessages: Int
    /// Estimated tokens of the messages left out.
    public var droppedTokens: Int
    /// The texts that were cut, in the order of the messages.
    public var cuts: [Cut]
}

extension FittedContext {
    /// One text that was cut in the middle.
    public struct Cut: Hashable, Sendable {
        /// The message's index in ``FittedContext/messages``.
        public var message: Int
        /// UTF-8 bytes before the cut.
        public var originalBytes: Int
        /// UTF-8 bytes of it that are left.
        public var keptBytes: Int
    }
}
