/// One line of a list of sessions.
public struct SessionSummary: Hashable, Sendable {
    /// The session.
    public let session: SessionID
    /// The number of its events.
    public let events: UInt64
    /// When the first event happened.
    public let started: Timestamp
    /// When the last event happened.
    public let updated: Timestamp
    /// What the last event tells.
    public let lastKind: EventKind

    /// States a summary.
    public init(
        session: SessionID, events: UInt64, started: Timestamp, updated: Timestamp, lastKind: EventKind
    ) {
        self.session = session
        self.events = events
        self.started = started
        self.updated = updated
        self.lastKind = lastKind
    }
}
