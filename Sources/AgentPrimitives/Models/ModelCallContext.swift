/// For whom a model call is made and what it may cost; travels with the request to the router.
public struct ModelCallContext: Hashable, Sendable {
    /// The asking agent.
    public var agent: AgentID
    /// The session that records the call.
    public var session: SessionID
    /// The task that the call belongs to.
    public var task: TaskID
    /// The request's trace.
    public var trace: TraceID
    /// Tokens reserved for this call, input and output together.
    public var reservedTokens: Int
    /// Money reserved for this call; `nil` when the price is unknown.
    public var reservedMoney: Money?

    /// Describes a call's origin and reservation.
    public init(
        agent: AgentID, session: SessionID, task: TaskID, trace: TraceID, reservedTokens: Int,
        reservedMoney: Money? = nil
    ) {
        self.agent = agent
        self.session = session
        self.task = task
        self.trace = trace
        self.reservedTokens = reservedTokens
        self.reservedMoney = reservedMoney
    }
}
