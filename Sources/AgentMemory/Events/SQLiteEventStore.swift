internal import AgentPrimitives

/// The event log's tables behind one connection.
///
/// Every call blocks and throws `EventLogError` or ``SQLiteError``; ``SQLiteEventLog`` keeps both from its callers.
final class SQLiteEventStore {
    let connection: SQLiteConnection
    let statements: EventStatements
    let limits: EventLogLimits

    /// Opens the file and brings it to this release's schema.
    init(path: String, options: SQLiteOptions, limits: EventLogLimits) throws(SQLiteError) {
        connection = try SQLiteConnection(path: path, options: options, schema: .eventLog)
        statements = try EventStatements(connection)
        self.limits = limits
    }

    /// Appends in one transaction.
    ///
    /// The expected place is checked under the file's write lock, so that of several processes exactly one gets each place.
    func append(_ drafts: [EventDraft], to session: SessionID, expecting expected: UInt64) throws -> EventHead {
        for draft in drafts { try limits.check(draft.payload, "a payload of kind \(draft.kind)") }
        return try transaction {
            var head = try head(of: session)
            guard head.sequence == expected else {
                throw EventLogError.conflict(session, expected: expected, found: head.sequence)
            }
            for draft in drafts {
                let event = Event(draft, session: session, after: head)
                try insert(event)
                head = event.head
            }
            if let first = drafts.first, let last = drafts.last {
                try update(session, to: head, started: first.time, last: last)
            }
            return head
        }
    }

    func read(_ session: SessionID, from first: UInt64, limit: Int) throws -> [Event] {
        // Read before the events: they may then reach further, by another process's hand, but never less far.
        let head = try head(of: session)
        var next = max(first, 1)
        guard limit > 0, next <= head.sequence else { return [] }

        let rows = statements.selectEvents
        defer { rows.reset() }
        try rows.bind(session.rawValue, at: 1)
        try rows.bind(Int64(clamping: next), at: 2)
        try rows.bind(Int64(limit), at: 3)
        var events: [Event] = []
        events.reserveCapacity(Int(min(UInt64(limit), head.sequence - next + 1)))
        var payloadBytes = 0
        while payloadBytes < limits.pageBytes, try step(rows, to: next) {
            let event = try event(in: rows, of: session, at: next)
            payloadBytes += event.payload.count
            events.append(event)
            next += 1
        }
        guard next > head.sequence || events.count == limit || payloadBytes >= limits.pageBytes else {
            throw damaged(next, of: session, "it is missing; the last event is \(head.sequence)")
        }
        return events
    }

    func head(of session: SessionID) throws -> EventHead {
        let row = statements.selectHead
        defer { row.reset() }
        try row.bind(session.rawValue, at: 1)
        guard try row.step() else { return .empty }
        guard let sequence = UInt64(exactly: row.integer(at: 0)),
            let hash = row.withBytes(at: 1, { SHA256Digest(column: $0) })
        else {
            throw damaged("the last event of session \(session) is damaged")
        }
        return EventHead(sequence: sequence, hash: hash)
    }

    func sessions(limit: Int) throws -> [SessionSummary] {
        let rows = statements.selectSessions
        defer { rows.reset() }
        try rows.bind(Int64(max(limit, 0)), at: 1)
        var summaries: [SessionSummary] = []
        while try rows.step() {
            let summary = SessionSummary(
                session: SessionID(rows.text(at: 0)),
                events: UInt64(clamping: rows.integer(at: 1)),
                started: Timestamp(microseconds: rows.integer(at: 2)),
                updated: Timestamp(microseconds: rows.integer(at: 3)),
                lastKind: EventKind(rawValue: rows.text(at: 4)))
            summaries.append(summary)
        }
        return summaries
    }

    func store(blob bytes: [UInt8]) throws -> SHA256Digest {
        try limits.check(bytes, "a blob")
        return try insert(blob: bytes)
    }

    func blob(_ digest: SHA256Digest) throws -> [UInt8]? {
        let row = statements.selectBlob
        defer { row.reset() }
        try row.bind(digest.description, at: 1)
        guard try row.step() else { return nil }
        let bytes = row.bytes(at: 0)
        guard SHA256Digest(of: bytes) == digest else { throw damaged("the blob \(digest) is damaged") }
        return bytes
    }

    /// Moves what the write-ahead log holds into the file.
    func checkpoint() throws(SQLiteError) {
        try connection.checkpoint()
    }
}
