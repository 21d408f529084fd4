/// Says what is about to happen, so that the policy can decide whether it may.
public struct PolicyRequest: Hashable, Sendable {
    /// What is about to happen.
    public enum Action: Hashable, Sendable {
        /// A tool is called with parsed arguments.
        case invokeTool(name: String, arguments: JSONValue, effect: EffectClass)
        /// A model is asked.
        case modelInference(provider: String, model: String)
        /// An event leaves the agent.
        case emitEvent(type: String)
        /// A record enters the agent's memory.
        case storeMemory(channel: MemoryChannel)
        /// A record leaves the agent's memory: it is read, found, streamed or summarised.
        case recallMemory(channel: MemoryChannel, taint: MemoryTaint)
    }

    /// What is about to happen.
    public var action: Action
    /// Who acts.
    public var agent: AgentID
    /// The session in which it happens.
    public var session: SessionID
    /// Labels to match rules by, such as `cap:fs.read`.
    public var tags: Set<String>
    /// Further facts, such as the tool's summary.
    public var metadata: [String: String]

    /// Poses a question.
    public init(
        action: Action, agent: AgentID, session: SessionID, tags: Set<String> = [], metadata: [String: String] = [:]
    ) {
        self.action = action
        self.agent = agent
        self.session = session
        self.tags = tags
        self.metadata = metadata
    }
}
