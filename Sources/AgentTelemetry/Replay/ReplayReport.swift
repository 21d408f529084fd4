public import AgentPrimitives

/// What a replay that met no divergence came to.
public struct ReplayReport<State: EventFolding>: Sendable {
    /// The number of events that were checked and folded.
    public let events: UInt64
    /// The last of them; its hash stands for all.
    public let head: EventHead
    /// What they lead to.
    public let state: State
}
