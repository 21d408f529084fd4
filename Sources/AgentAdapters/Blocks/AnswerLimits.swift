/// How large an answer may grow before it is refused.
public struct AnswerLimits: Hashable, Sendable {
    /// Bytes of text, reasoning and arguments together.
    public var maxBytes = 32 * 1024 * 1024
    /// Blocks in one answer: tool calls, and stretches of text or reasoning.
    public var maxBlocks = 1024
    /// Bytes of one event of the stream, or of an answer that is not streamed.
    public var maxEventBytes = 16 * 1024 * 1024

    /// The default limits.
    public init() {}
}
