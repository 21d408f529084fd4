internal import AgentPrimitives

/// What one model call is expected to take at most.
struct CallEstimate: Hashable, Sendable {
    var tokens: Int
    var cost: Money
}
