public import AgentPrimitives

/// One thing to record; the recorder adds the time and the place.
public struct EventEntry: Hashable, Sendable {
    /// What it tells.
    public var kind: EventKind
    /// What there is to know about it.
    public var payload: JSONValue

    /// Describes one thing to record.
    public init(_ kind: EventKind, _ payload: JSONValue) {
        self.kind = kind
        self.payload = payload
    }
}
