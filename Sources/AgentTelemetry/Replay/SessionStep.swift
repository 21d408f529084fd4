public import AgentPrimitives

/// One comparable step of a session: an event, or several that together tell one thing, without what differs from run to run.
public struct SessionStep: Hashable, Sendable {
    /// What it tells, such as `model.answered`.
    public let kind: String
    /// The first event that belongs to it.
    public let first: UInt64
    /// The last event that belongs to it.
    public let last: UInt64
    /// What there is to compare.
    public let content: JSONValue

    /// States a step.
    public init(kind: String, first: UInt64, last: UInt64, content: JSONValue) {
        self.kind = kind
        self.first = first
        self.last = last
        self.content = content
    }

    /// Whether two steps tell the same, wherever they stand.
    public func tellsTheSame(as other: SessionStep) -> Bool {
        kind == other.kind && content == other.content
    }
}
