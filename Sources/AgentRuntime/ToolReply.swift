public import AgentPrimitives

/// What came of a tool that was called without a model.
public struct ToolReply: Hashable, Sendable {
    /// The session that records the call.
    public let session: SessionID
    /// How the call ended.
    public let outcome: ToolOutcome
}
