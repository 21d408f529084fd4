internal import AgentPrimitives

extension SQLiteEventStore {
    /// Encrypts the next rows anew, in one transaction; `false` when a table has no more.
    func rotate(_ rotation: inout KeyRotation, _ options: RotationOptions) throws -> Bool {
        guard let cipher else {
            throw EventLogError(
                .invalid, "\(connection.path) was opened without a key; open it with the new one (encryption:)")
        }
        _ = try writing()
        var next = rotation
        let isMore = try transaction {
            let rows = try connection.prepare(Self.selection(next.table))
            defer { rows.reset() }
            try rows.bind(next.row, at: 1)
            try rows.bind(Int64(max(options.rowsPerStep, 1)), at: 2)
            var looked = 0
            var bytes = 0
            while bytes < options.bytesPerStep, try rows.step() {
                looked += 1
                next.row = rows.integer(at: 0)
                let isCurrent = !rows.isNull(at: 2) && rows.text(at: 2) == cipher.currentKey
                guard !isCurrent, let context = Self.context(next.table, rows) else { continue }
                let content = try plaintext(in: rows, column: 1, key: 2, as: context)
                try replace(next.table, row: next.row, with: cipher.seal(content, as: context), cipher.currentKey)
                bytes += content.count + 1
                next.report.rewritten += 1
            }
            return looked > 0
        }
        rotation = next
        return isMore
    }

    /// Forgets the keys that nothing needs any more; `false` when another process has used one meanwhile.
    func retireKeys(_ rotation: inout KeyRotation) throws -> Bool {
        guard let current = cipher?.currentKey else { return true }
        let retired: [String]? = try transaction {
            for table in KeyRotation.Table.allCases {
                let condition = table == .events ? "AND blob IS NULL" : ""
                let row = try connection.prepare(
                    "SELECT 1 FROM \(table) WHERE key IS NOT ?1 \(condition) LIMIT 1")
                try row.bind(current, at: 1)
                if try row.step() { return nil }
            }
            let delete = try connection.prepare("DELETE FROM keys WHERE key <> ?1 RETURNING key")
            try delete.bind(current, at: 1)
            var keys: [String] = []
            while try delete.step() { keys.append(delete.text(at: 0)) }
            return keys
        }
        rotation.report.retiredKeys = retired ?? []
        return retired != nil
    }

    /// From row and limit to row, content, key and what the content is bound to.
    private static func selection(_ table: KeyRotation.Table) -> String {
        switch table {
        case .events:
            """
            SELECT position, payload, key, session, sequence, kind, blob FROM events
            WHERE position > ?1 ORDER BY position LIMIT ?2
            """
        case .blobs: "SELECT rowid, bytes, key, digest FROM blobs WHERE rowid > ?1 ORDER BY rowid LIMIT ?2"
        case .snapshots:
            """
            SELECT number, state, key, session, sequence, format FROM snapshots
            WHERE number > ?1 ORDER BY number LIMIT ?2
            """
        }
    }

    /// What a row's content is bound to; `nil` for an event whose payload is a blob, and for a name that is no digest.
    private static func context(_ table: KeyRotation.Table, _ row: SQLiteStatement) -> SealedContext? {
        switch table {
        case .events:
            row.isNull(at: 6)
                ? .event(
                    SessionID(row.text(at: 3)), sequence: UInt64(clamping: row.integer(at: 4)),
                    EventKind(rawValue: row.text(at: 5)))
                : nil
        case .blobs: row.withBytes(at: 3) { SHA256Digest(column: $0) }.map { .blob($0) }
        case .snapshots:
            .snapshot(
                SessionID(row.text(at: 3)), format: row.text(at: 5), sequence: UInt64(clamping: row.integer(at: 4)))
        }
    }

    private func replace(
        _ table: KeyRotation.Table, row: Int64, with sealed: [UInt8], _ key: String
    ) throws(SQLiteError) {
        let column =
            switch table {
            case .events: "payload"
            case .blobs: "bytes"
            case .snapshots: "state"
            }
        let update = try connection.prepare("UPDATE \(table) SET \(column) = ?1, key = ?2 WHERE rowid = ?3")
        defer { update.reset() }
        try update.bind(key, at: 2)
        try update.bind(row, at: 3)
        try sealed.withUnsafeBufferPointer { sealed throws(SQLiteError) in
            try update.bind(uncopiedBlob: sealed, at: 1)
            try update.run()
        }
    }
}
