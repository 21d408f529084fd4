public import AgentPrimitives
public import AgentWire

/// What a developer's own code does at the turning points of an agent's life.
///
/// Every method has a default that does nothing.
public protocol AgentHooks: Sendable {
    /// The agent starts, before it takes messages. Throwing keeps it from starting.
    func onBootstrap(_ agent: AgentManifest) async throws
    /// A message arrived, before it is handled. Throwing refuses the message; its sender gets the error.
    func onMessage(_ message: MXPMessage) async throws
    /// The tick interval has passed; `count` counts from 1. Throwing ends the agent.
    func onTick(_ count: UInt64) async throws
    /// The agent ends; it takes no messages any more.
    func onShutdown() async
}

extension AgentHooks {
    /// Does nothing.
    public func onBootstrap(_ agent: AgentManifest) async throws {}
    /// Does nothing.
    public func onMessage(_ message: MXPMessage) async throws {}
    /// Does nothing.
    public func onTick(_ count: UInt64) async throws {}
    /// Does nothing.
    public func onShutdown() async {}
}

/// Hooks that do nothing.
struct NoHooks: AgentHooks {}
