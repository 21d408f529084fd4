/// For whom a tool is called.
public struct ToolCallContext: Hashable, Sendable {
    /// The calling agent.
    public var agent: AgentID
    /// What the agent may do.
    public var granted: CapabilitySet
    /// The session that records the call.
    public var session: SessionID
    /// The task that the call belongs to.
    public var task: TaskID
    /// The request's trace.
    public var trace: TraceID
    /// Stays the same when the same call is run again after a crash; receivers drop repeats by it.
    public var idempotencyKey: String

    /// Describes a call's origin.
    public init(
        agent: AgentID, granted: CapabilitySet, session: SessionID, task: TaskID, trace: TraceID,
        idempotencyKey: String
    ) {
        self.agent = agent
        self.granted = granted
        self.session = session
        self.task = task
        self.trace = trace
        self.idempotencyKey = idempotencyKey
    }
}
