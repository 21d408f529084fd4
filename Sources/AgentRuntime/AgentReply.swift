public import AgentKernel
public import AgentPrimitives

/// An agent's answer to one question, or how the turn ended without one.
public struct AgentReply: Hashable, Sendable {
    /// The session that records the turn.
    public let session: SessionID
    /// How the turn ended, with the answer's text, its usage and its cost.
    public let outcome: RunOutcome

    /// The answer's text; empty when the turn ended before the model said anything.
    public var text: String { outcome.text }
}
