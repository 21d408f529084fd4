public import AgentPrimitives

/// A model request of a recorded session, and where it stands in the log.
public struct RecordedModelRequest: Hashable, Sendable {
    /// The event that records it.
    public let sequence: UInt64
    /// Counts the session's model calls from 1.
    public let call: Int
    /// The request as it was sent.
    public let request: ModelRequest
}
