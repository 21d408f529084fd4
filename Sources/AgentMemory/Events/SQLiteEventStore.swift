internal import AgentPrimitives

/// The event log's tables behind one connection.
///
/// Every call blocks and throws `EventLogError` or ``SQLiteError``; ``SQLiteEventLog`` keeps both from its callers.
final class SQLiteEventStore {
    let connection: SQLiteConnection
    let statements: EventStatements
    let limits: EventLogLimits
    /// Tells when a blob was stored; nothing else here depends on a clock.
    let time: any TimeSource
    /// The version of the file's tables: this release's, or an older one where the file may not be changed.
    let version: Int64
    /// The keys, where the log is encrypted.
    var cipher: EventCipher?

    /// Opens the file and brings it to this release's schema.
    init(
        path: String, options: SQLiteOptions, limits: EventLogLimits, time: any TimeSource
    ) throws(SQLiteError) {
        connection = try SQLiteConnection(path: path, options: options, schema: .eventLog)
        version = try connection.integer("PRAGMA user_version")
        statements = try EventStatements(connection, version: version)
        self.limits = limits
        self.time = time
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
        events.reserveCapacity(Int(min(UInt64(limit), head.sequence - next + 1, 4096)))
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

    /// The hash of one event; `nil` when there is no such event, or its hash is none.
    func hash(of session: SessionID, at sequence: UInt64) throws(SQLiteError) -> SHA256Digest? {
        let row = statements.selectHash
        defer { row.reset() }
        try row.bind(session.rawValue, at: 1)
        try row.bind(Int64(clamping: sequence), at: 2)
        return try row.step() ? row.withBytes(at: 0) { SHA256Digest(column: $0) } : nil
    }

    func sessions(limit: Int) throws -> [SessionSummary] {
        let rows = statements.selectSessions
        defer { rows.reset() }
        try rows.bind(Int64(max(limit, 0)), at: 1)
        var summaries: [SessionSummary] = []
        while try rows.step() { summaries.append(summary(in: rows)) }
        return summaries
    }

    /// Reads session, events, started, updated and kind.
    func summary(in row: SQLiteStatement) -> SessionSummary {
        SessionSummary(
            session: SessionID(row.text(at: 0)),
            events: UInt64(clamping: row.integer(at: 1)),
            started: Timestamp(microseconds: row.integer(at: 2)),
            updated: Timestamp(microseconds: row.integer(at: 3)),
            lastKind: EventKind(rawValue: row.text(at: 4)))
    }

    func store(blob bytes: [UInt8]) throws -> SHA256Digest {
        try limits.check(bytes, "a blob")
        _ = try writing()
        return try transaction { try insert(blob: bytes, stored: time.now()) }
    }

    func blob(_ digest: SHA256Digest) throws -> [UInt8]? {
        let row = statements.selectBlob
        defer { row.reset() }
        try row.bind(digest.description, at: 1)
        guard try row.step() else { return nil }
        let bytes = try plaintext(in: row, column: 0, key: 1, as: .blob(digest))
        guard SHA256Digest(of: bytes) == digest else { throw damaged("the blob \(digest) is damaged") }
        return bytes
    }

    /// The bytes of a column, decrypted where another column names a key.
    func plaintext(
        in row: SQLiteStatement, column: Int32, key: Int32, as context: @autoclosure () -> SealedContext
    ) throws(EventLogError) -> [UInt8] {
        let bytes = row.bytes(at: column)
        guard !row.isNull(at: key) else { return bytes }
        let id = row.text(at: key)
        guard let cipher else {
            throw EventLogError(
                .wrongKey, "\(context()) is encrypted with the key \(id); open the log with that key (encryption:)")
        }
        return try cipher.open(bytes, key: id, as: context())
    }

    /// Moves what the write-ahead log holds into the file.
    func checkpoint() throws(SQLiteError) {
        try connection.checkpoint()
    }
}
