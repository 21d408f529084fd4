internal import AgentPrimitives

/// Follows one session's chain and goes on behind what is wrong, so that everything is found and not only the first.
struct ChainVerification: Sendable {
    let session: SessionID
    /// The last event that was looked at.
    private(set) var head = EventHead.empty
    private var first: Event?
    private var last: Event?

    init(session: SessionID) {
        self.session = session
    }

    /// What the list of sessions should say; `nil` without a readable event.
    var summary: SessionSummary? {
        guard let first, let last else { return nil }
        return SessionSummary(
            session: session, events: head.sequence, started: first.time, updated: last.time, lastKind: last.kind)
    }

    /// Looks at the next event.
    ///
    /// - Parameters:
    ///   - found: The event, or why it cannot be read.
    ///   - place: Its sequence number as it stands in the file.
    ///   - hash: Its hash as it stands in the file, where it is one: the next event is sealed behind that.
    mutating func findings(
        for found: Result<Event, EventLogError>, at place: UInt64, hash: SHA256Digest?
    ) -> [EventLogFinding] {
        var findings: [EventLogFinding] = []
        var previous = head
        if place != head.sequence + 1 {
            let missing = head.sequence + 1
            findings.append(
                EventLogFinding(
                    .event, "expected event \(missing) of session \(session), found event \(place)", session: session,
                    sequence: missing))
            previous = EventHead(sequence: place &- 1, hash: head.hash)
        }
        switch found {
        case .success(let event):
            if findings.isEmpty, !event.isSealed(after: previous) {
                findings.append(
                    EventLogFinding(
                        .event, "event \(place) of session \(session) does not match its hash", session: session,
                        sequence: place))
            }
            first = first ?? event
            last = event
        case .failure(let error):
            findings.append(EventLogFinding(.event, error.message, session: session, sequence: place))
        }
        head = EventHead(sequence: place, hash: hash ?? .zero)
        return findings
    }
}
