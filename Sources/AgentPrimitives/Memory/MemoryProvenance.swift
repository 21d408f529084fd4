/// Who made a memory record and out of what, as far as that is known.
public struct MemoryProvenance: Hashable, Sendable {
    /// The agent that remembered it.
    public var agent: AgentID?
    /// The session in which it came up.
    public var session: SessionID?
    /// The event of that session that tells of it.
    public var sequence: UInt64?
    /// The tool that returned it.
    public var tool: String?
    /// Where it was found, such as a path or an address.
    public var source: String?
    /// The records that it was made out of, with their content at that time.
    public var sources: [MemorySource]

    /// States what is known; by default nothing.
    public init(
        agent: AgentID? = nil, session: SessionID? = nil, sequence: UInt64? = nil, tool: String? = nil,
        source: String? = nil, sources: [MemorySource] = []
    ) {
        self.agent = agent
        self.session = session
        self.sequence = sequence
        self.tool = tool
        self.source = source
        self.sources = sources
    }

    /// Whether nothing is known.
    public var isUnknown: Bool { self == MemoryProvenance() }
}
