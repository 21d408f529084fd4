/// Where new identifiers come from; injected, so that a run can be replayed and tested.
public protocol IDSource: Sendable {
    /// A new agent's identity.
    func agentID() -> AgentID
    /// A new session's name.
    func sessionID() -> SessionID
    /// A new task's name.
    func taskID() -> TaskID
    /// A new message's number.
    func messageID() -> MessageID
    /// A new trace's number.
    func traceID() -> TraceID
}
