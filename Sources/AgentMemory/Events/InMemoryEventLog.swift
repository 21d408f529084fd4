public import AgentPrimitives
internal import Synchronization

/// An event log that lives as long as the process, for tests and for agents that leave no trace.
public final class InMemoryEventLog: EventLog {
    private struct Content {
        var events: [SessionID: [Event]] = [:]
        /// The sessions in the order of their last writing, the latest last.
        var order: [SessionID] = []
        var blobs: [SHA256Digest: [UInt8]] = [:]
        /// By session and format, the oldest first.
        var snapshots: [SessionID: [String: [SessionSnapshot]]] = [:]
    }

    private let content = Mutex(Content())
    private let limits: EventLogLimits

    /// Makes an empty log.
    public init(limits: EventLogLimits = EventLogLimits()) {
        self.limits = limits
    }

    /// Appends events behind `expected`, all or none, and returns the new head.
    ///
    /// - Throws: `EventLogError`: `conflict` when the session does not end at `expected`; `invalid` for a payload over the
    ///   limit.
    public func append(
        _ drafts: [EventDraft], to session: SessionID, expecting expected: UInt64
    ) async throws(EventLogError) -> EventHead {
        for draft in drafts { try limits.check(draft.payload, "a payload of kind \(draft.kind)") }
        return try content.withLock { content throws(EventLogError) in
            var head = content.events[session]?.last?.head ?? .empty
            guard head.sequence == expected else {
                throw .conflict(session, expected: expected, found: head.sequence)
            }
            guard !drafts.isEmpty else { return head }
            for draft in drafts {
                let event = Event(draft, session: session, after: head)
                content.events[session, default: []].append(event)
                head = event.head
            }
            if content.order.last != session {
                content.order.removeAll { $0 == session }
                content.order.append(session)
            }
            return head
        }
    }

    /// At most `limit` events from `sequence` on, in order; empty beyond the end and for an unknown session.
    public func read(
        _ session: SessionID, from sequence: UInt64, limit: Int
    ) async throws(EventLogError) -> [Event] {
        content.withLock { content in
            let events = content.events[session] ?? []
            let start = Int(clamping: max(sequence, 1) - 1)
            return start < events.count ? Array(events[start...].prefix(max(limit, 0))) : []
        }
    }

    /// How far a session's log reaches; `EventHead.empty` for an unknown session.
    public func head(of session: SessionID) async throws(EventLogError) -> EventHead {
        content.withLock { $0.events[session]?.last?.head ?? .empty }
    }

    /// The recorded sessions, the most recently written first.
    public func sessions(limit: Int) async throws(EventLogError) -> [SessionSummary] {
        content.withLock { content in
            content.order.reversed().prefix(max(limit, 0)).compactMap { session in
                guard let events = content.events[session], let first = events.first, let last = events.last else {
                    return nil
                }
                return SessionSummary(
                    session: session, events: last.sequence, started: first.time, updated: last.time,
                    lastKind: last.kind)
            }
        }
    }

    /// Keeps bytes under their SHA-256 digest; keeping the same bytes twice costs nothing.
    public func store(blob bytes: [UInt8]) async throws(EventLogError) -> SHA256Digest {
        try limits.check(bytes, "a blob")
        let digest = SHA256Digest(of: bytes)
        content.withLock { $0.blobs[digest] = bytes }
        return digest
    }

    /// The bytes of a digest; `nil` when there are none.
    public func blob(_ digest: SHA256Digest) async throws(EventLogError) -> [UInt8]? {
        content.withLock { $0.blobs[digest] }
    }

    /// Keeps a session's folded state; of each format the newest ``EventLogLimits/snapshotsKept`` stay.
    ///
    /// - Throws: `EventLogError`: `invalid` when the snapshot's head is no event of the log or its state is over the limit.
    public func save(_ snapshot: SessionSnapshot) async throws(EventLogError) {
        try limits.check(snapshot.state, "the state of a snapshot")
        try content.withLock { content throws(EventLogError) in
            let place = Int(clamping: snapshot.head.sequence)
            guard let events = content.events[snapshot.session], events.indices.contains(place - 1),
                events[place - 1].head == snapshot.head
            else { throw snapshot.unknownHead() }
            var kept = content.snapshots[snapshot.session]?[snapshot.format] ?? []
            kept.removeAll { $0.head == snapshot.head }
            kept.append(snapshot)
            kept.sort { $0.head.sequence < $1.head.sequence }
            content.snapshots[snapshot.session, default: [:]][snapshot.format] =
                Array(kept.suffix(max(limits.snapshotsKept, 1)))
        }
    }

    /// The latest kept state of that format at or before event `last`; `nil` when there is none.
    public func snapshot(
        of session: SessionID, format: String, through last: UInt64
    ) async throws(EventLogError) -> SessionSnapshot? {
        content.withLock { $0.snapshots[session]?[format]?.last { $0.head.sequence <= last } }
    }
}
