public import AgentPrimitives
public import AgentWire

/// What one session may have under way at a router.
public struct RouterLimits: Hashable, Sendable {
    /// Model calls at once.
    public var maximumParallel = 8
    /// Tokens of the calls under way.
    public var maximumTokens = 10_000_000
    /// Money of the calls under way.
    public var maximumCost = Money(micros: 10_000_000_000)
    /// Sessions whose windows are kept; beyond it, idle ones are forgotten.
    public var maximumSessions = 10_000

    /// The defaults: the largest window that ATP 1.1 can state, but for the calls at once.
    public init() {}

    /// The limits as a frame states them.
    public var window: ATPWindow {
        ATPWindow(maxParallel: maximumParallel, maxTokens: maximumTokens, maxCost: maximumCost)
    }
}
