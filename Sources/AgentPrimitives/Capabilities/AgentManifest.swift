/// What an agent says of itself: to a registry, to other agents and in a recorded session.
public struct AgentManifest: Hashable, Sendable {
    /// The agent's identity.
    public var id: AgentID
    /// A short name, 1 to 96 characters.
    public var name: String
    /// The agent's own version text.
    public var version: String
    /// One sentence on what the agent is for.
    public var summary: String
    /// What the agent may do; tools that need more are refused.
    public var capabilities: CapabilitySet
    /// Words to find the agent by.
    public var tags: [String]

    /// Describes an agent.
    public init(
        id: AgentID, name: String, version: String = "1.0.0", summary: String = "",
        capabilities: CapabilitySet = [], tags: [String] = []
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.summary = summary
        self.capabilities = capabilities
        self.tags = tags
    }
}
