/// The statements of an event log, compiled once for each connection.
struct EventStatements {
    let begin: SQLiteStatement
    let commit: SQLiteStatement
    /// From session to events and hash.
    let selectHead: SQLiteStatement
    /// From session, first sequence and limit to sequence, time, kind, payload, blob and hash.
    let selectEvents: SQLiteStatement
    /// From limit to session, events, started, updated and kind.
    let selectSessions: SQLiteStatement
    /// From digest to bytes.
    let selectBlob: SQLiteStatement
    /// Takes session, sequence, time, kind, payload, blob and hash.
    let insertEvent: SQLiteStatement
    /// Takes session, events, hash, started, updated, kind and position.
    let upsertSession: SQLiteStatement
    /// Takes digest and bytes.
    let insertBlob: SQLiteStatement

    init(_ connection: SQLiteConnection) throws(SQLiteError) {
        begin = try connection.prepare("BEGIN IMMEDIATE")
        commit = try connection.prepare("COMMIT")
        selectHead = try connection.prepare(
            "SELECT sequence, hash FROM events WHERE session = ?1 ORDER BY sequence DESC LIMIT 1")
        selectEvents = try connection.prepare(
            """
            SELECT sequence, time, kind, payload, blob, hash FROM events
            WHERE session = ?1 AND sequence >= ?2 ORDER BY sequence LIMIT ?3
            """)
        selectSessions = try connection.prepare(
            "SELECT session, events, started, updated, kind FROM sessions ORDER BY position DESC LIMIT ?1")
        selectBlob = try connection.prepare("SELECT bytes FROM blobs WHERE digest = ?1")
        insertEvent = try connection.prepare(
            """
            INSERT INTO events (session, sequence, time, kind, payload, blob, hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """)
        upsertSession = try connection.prepare(
            """
            INSERT INTO sessions (session, events, hash, started, updated, kind, position)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (session) DO UPDATE SET
                events = excluded.events, hash = excluded.hash, updated = excluded.updated, kind = excluded.kind,
                position = excluded.position
            """)
        insertBlob = try connection.prepare(
            "INSERT INTO blobs (digest, bytes) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING")
    }
}
