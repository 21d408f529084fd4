internal import AgentPrimitives

extension SQLiteEventStore {
    func save(_ snapshot: SessionSnapshot) throws {
        try limits.check(snapshot.state, "the state of a snapshot")
        _ = try writing()
        try transaction {
            guard snapshot.head.sequence > 0,
                try hash(of: snapshot.session, at: snapshot.head.sequence) == snapshot.head.hash
            else { throw snapshot.unknownHead() }
            try insert(snapshot)
            try forgetOldSnapshots(of: snapshot.session, format: snapshot.format)
        }
    }

    private func insert(_ snapshot: SessionSnapshot) throws {
        let insert = try connection.prepare(
            """
            INSERT OR REPLACE INTO snapshots (session, format, sequence, hash, state, digest, key)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """)
        try insert.bind(snapshot.session.rawValue, at: 1)
        try insert.bind(snapshot.format, at: 2)
        try insert.bind(Int64(clamping: snapshot.head.sequence), at: 3)
        try insert.bind(snapshot.head.hash.description, at: 4)
        try insert.bind(snapshot.digest.description, at: 6)
        if let cipher { try insert.bind(cipher.currentKey, at: 7) }
        let kept =
            try cipher?.seal(
                snapshot.state,
                as: .snapshot(snapshot.session, format: snapshot.format, sequence: snapshot.head.sequence))
            ?? snapshot.state
        defer { insert.reset() }
        try kept.withUnsafeBufferPointer { kept throws(SQLiteError) in
            try insert.bind(uncopiedBlob: kept, at: 5)
            try insert.run()
        }
    }

    private func forgetOldSnapshots(of session: SessionID, format: String) throws(SQLiteError) {
        let delete = try connection.prepare(
            """
            DELETE FROM snapshots WHERE session = ?1 AND format = ?2 AND sequence NOT IN (
                SELECT sequence FROM snapshots WHERE session = ?1 AND format = ?2 ORDER BY sequence DESC LIMIT ?3)
            """)
        try delete.bind(session.rawValue, at: 1)
        try delete.bind(format, at: 2)
        try delete.bind(Int64(max(limits.snapshotsKept, 1)), at: 3)
        try delete.run()
    }

    /// The latest snapshot that is whole and whose head is an event of the log; damaged ones are passed over.
    func snapshot(of session: SessionID, format: String, through last: UInt64) throws -> SessionSnapshot? {
        guard version >= 2 else { return nil }
        let rows = try connection.prepare(
            """
            SELECT sequence, hash, state, digest, key FROM snapshots
            WHERE session = ?1 AND format = ?2 AND sequence <= ?3 ORDER BY sequence DESC
            """)
        try rows.bind(session.rawValue, at: 1)
        try rows.bind(format, at: 2)
        try rows.bind(Int64(clamping: last), at: 3)
        do {
            while try rows.step() {
                if let found = try snapshot(in: rows, of: session, format: format) { return found }
            }
        } catch let error as SQLiteError where error.reason == .corrupt {
            // Without a snapshot the session is folded from its first event, which tells what is damaged there.
        }
        return nil
    }

    /// The snapshot of a row; `nil` when it is damaged or fits no event.
    func snapshot(in row: SQLiteStatement, of session: SessionID, format: String) throws -> SessionSnapshot? {
        guard let sequence = UInt64(exactly: row.integer(at: 0)), sequence > 0,
            let hash = row.withBytes(at: 1, { SHA256Digest(column: $0) }),
            let digest = row.withBytes(at: 3, { SHA256Digest(column: $0) }),
            try self.hash(of: session, at: sequence) == hash
        else { return nil }
        let state: [UInt8]
        do throws(EventLogError) {
            state = try plaintext(
                in: row, column: 2, key: 4, as: .snapshot(session, format: format, sequence: sequence))
        } catch {
            guard error.code == .corrupt else { throw error }
            return nil
        }
        let found = SessionSnapshot(
            session: session, head: EventHead(sequence: sequence, hash: hash), format: format, state: state)
        return found.digest == digest ? found : nil
    }
}
