internal import AgentPrimitives

extension SQLiteEventStore {
    /// The bytes of the file and its log that hold something.
    func usedBytes() throws(SQLiteError) -> Int {
        let pages = try connection.integer("PRAGMA page_count") - connection.integer("PRAGMA freelist_count")
        return try Int(pages * connection.integer("PRAGMA page_size"))
    }

    /// Every session, the longest unwritten first: by the order of writing, which no clock disturbs.
    func sessionsByAge() throws(SQLiteError) -> [SessionSummary] {
        let rows = try connection.prepare(
            "SELECT session, events, started, updated, kind FROM sessions ORDER BY position")
        var sessions: [SessionSummary] = []
        while try rows.step() { sessions.append(summary(in: rows)) }
        return sessions
    }

    /// Removes a whole session, unless somebody has written to it since `summary` was read.
    ///
    /// - Returns: How many bytes of blobs nothing points to any more; `nil` when the session stayed.
    func remove(_ summary: SessionSummary) throws -> Int? {
        _ = try writing()
        return try transaction {
            guard try head(of: summary.session).sequence == summary.events else { return nil }
            let garbage = try bytesOfBlobs(onlyOf: summary.session)
            for table in ["events", "snapshots", "sessions"] {
                let delete = try connection.prepare("DELETE FROM \(table) WHERE session = ?1")
                try delete.bind(summary.session.rawValue, at: 1)
                try delete.run()
            }
            try connection.execute("UPDATE removals SET count = count + 1")
            return garbage
        }
    }

    private func bytesOfBlobs(onlyOf session: SessionID) throws(SQLiteError) -> Int {
        let row = try connection.prepare(
            """
            SELECT coalesce(sum(length(bytes)), 0) FROM blobs
            WHERE digest IN (SELECT blob FROM events WHERE session = ?1 AND blob IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM events WHERE blob = digest AND session <> ?1)
            """)
        try row.bind(session.rawValue, at: 1)
        return try row.step() ? Int(row.integer(at: 0)) : 0
    }

    /// Whether deleting overwrites.
    func setOverwriting(_ isOn: Bool) throws(SQLiteError) {
        try connection.execute("PRAGMA secure_delete = \(isOn ? "ON" : "OFF")")
    }

    /// Gives unused space back to the system.
    func rebuild() throws(SQLiteError) {
        try connection.execute("VACUUM")
    }

    /// Empties the write-ahead log into the file and cuts it to nothing, as far as no reader needs it.
    func truncateLog() throws(SQLiteError) {
        // Gives a row; a busy log is no failure, the next checkpoint goes on.
        _ = try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)")
    }
}
