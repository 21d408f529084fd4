/// The statements of an event log, compiled once for each connection.
struct EventStatements {
    let begin: SQLiteStatement
    let commit: SQLiteStatement
    /// Around one append of several that share a transaction.
    let savepoint: SQLiteStatement
    let release: SQLiteStatement
    let rollBackToSavepoint: SQLiteStatement
    /// From session to events and hash.
    let selectHead: SQLiteStatement
    /// From session and sequence to hash.
    let selectHash: SQLiteStatement
    /// From session, first sequence and limit to sequence, time, kind, payload, blob, hash and key.
    let selectEvents: SQLiteStatement
    /// From limit to session, events, started, updated and kind.
    let selectSessions: SQLiteStatement
    /// From digest to bytes and key.
    let selectBlob: SQLiteStatement
    /// What writes; `nil` for a file of an older release that may not be changed.
    let writing: Writing?

    init(_ connection: SQLiteConnection, version: Int64) throws(SQLiteError) {
        let key = version >= 2 ? "key" : "NULL"
        begin = try connection.prepare("BEGIN IMMEDIATE")
        commit = try connection.prepare("COMMIT")
        savepoint = try connection.prepare("SAVEPOINT one_append")
        release = try connection.prepare("RELEASE one_append")
        rollBackToSavepoint = try connection.prepare("ROLLBACK TO one_append")
        selectHead = try connection.prepare(
            "SELECT sequence, hash FROM events WHERE session = ?1 ORDER BY sequence DESC LIMIT 1")
        selectHash = try connection.prepare("SELECT hash FROM events WHERE session = ?1 AND sequence = ?2")
        selectEvents = try connection.prepare(
            """
            SELECT sequence, time, kind, payload, blob, hash, \(key) FROM events
            WHERE session = ?1 AND sequence >= ?2 ORDER BY sequence LIMIT ?3
            """)
        selectSessions = try connection.prepare(
            "SELECT session, events, started, updated, kind FROM sessions ORDER BY position DESC LIMIT ?1")
        selectBlob = try connection.prepare("SELECT bytes, \(key) FROM blobs WHERE digest = ?1")
        writing = version >= 2 ? try Writing(connection) : nil
    }

    /// The statements that need the present tables.
    struct Writing {
        /// Takes session, sequence, time, kind, payload, blob, hash and key.
        let insertEvent: SQLiteStatement
        /// Takes session, events, hash, started, updated, kind and position.
        let upsertSession: SQLiteStatement
        /// Takes digest, bytes, key and when a caller asked for it.
        let insertBlob: SQLiteStatement
        /// Takes digest and when a caller asked for it.
        let touchBlob: SQLiteStatement
        /// From the id of a key to a row if the file knows it.
        let selectKey: SQLiteStatement

        init(_ connection: SQLiteConnection) throws(SQLiteError) {
            insertEvent = try connection.prepare(
                """
                INSERT INTO events (session, sequence, time, kind, payload, blob, hash, key)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
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
                "INSERT INTO blobs (digest, bytes, key, stored) VALUES (?1, ?2, ?3, ?4)")
            touchBlob = try connection.prepare("UPDATE blobs SET stored = max(stored, ?2) WHERE digest = ?1")
            selectKey = try connection.prepare("SELECT 1 FROM keys WHERE key = ?1")
        }
    }
}
