internal import AgentPrimitives

/// Keeps the events that a replay has checked.
struct EventCollection: EventFolding {
    private(set) var events: [Event] = []

    mutating func fold(_ event: Event) throws(ReplayDivergence) {
        events.append(event)
    }
}
