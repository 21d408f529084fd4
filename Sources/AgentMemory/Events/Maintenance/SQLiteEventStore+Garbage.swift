internal import AgentPrimitives

extension SQLiteEventStore {
    /// Finds blobs behind `digest` that no event's column points to; `nil` when there are none left.
    func beginCollection(
        behind digest: SHA256Digest?, _ options: GarbageOptions
    ) throws -> BlobCollection? {
        _ = try writing()
        let (seconds, attoseconds) = max(options.gracePeriod, .zero).components
        let grace = seconds.multipliedReportingOverflow(by: 1_000_000)
        let now = time.now().microseconds
        let cutoff = grace.overflow ? Int64.min : now - grace.partialValue - attoseconds / 1_000_000_000_000
        let rows = try connection.prepare(
            """
            SELECT digest FROM blobs WHERE digest > ?1 AND stored < ?2
            AND NOT EXISTS (SELECT 1 FROM events WHERE blob = digest) ORDER BY digest LIMIT ?3
            """)
        try rows.bind(digest?.description ?? "", at: 1)
        try rows.bind(cutoff, at: 2)
        try rows.bind(Int64(max(options.blobsPerRound, 1)), at: 3)
        var candidates: [SHA256Digest] = []
        while try rows.step() {
            guard let digest = rows.withBytes(at: 0, { SHA256Digest(column: $0) }) else {
                throw damaged("a blob has a name that is no digest")
            }
            candidates.append(digest)
        }
        guard let last = candidates.last else { return nil }
        return BlobCollection(
            cutoff: Timestamp(microseconds: cutoff),
            scan: DigestScan(candidates.filter { !options.keeping.contains($0) }),
            candidates: candidates.count, last: last, removals: try removals())
    }

    func removals() throws(SQLiteError) -> Int64 { try connection.integer("SELECT count FROM removals") }

    /// Searches the next events for the candidates' names; `false` when there are no more.
    func search(_ collection: inout BlobCollection, _ options: GarbageOptions) throws -> Bool {
        let rows = try connection.prepare(
            """
            SELECT position, session, sequence, kind, payload, blob, key FROM events
            WHERE position > ?1 ORDER BY position LIMIT ?2
            """)
        try rows.bind(collection.position, at: 1)
        try rows.bind(Int64(max(options.eventsPerStep, 1)), at: 2)
        var bytes = 0
        while bytes < options.bytesPerStep, try rows.step() {
            collection.position = rows.integer(at: 0)
            let payload = try payloadText(in: rows)
            bytes += payload.count + 1
            payload.withUnsafeBytes { collection.scan.scan($0) }
        }
        if bytes > 0 { return true }
        return try searchSnapshots(&collection)
    }

    private func payloadText(in row: SQLiteStatement) throws -> [UInt8] {
        guard row.isNull(at: 5) else {
            // A payload that is missing or damaged is for the verification to tell; it names nothing.
            guard let digest = row.withBytes(at: 5, { SHA256Digest(column: $0) }) else { return [] }
            do {
                return try blob(digest) ?? []
            } catch let error as EventLogError where error.code == .corrupt {
                return []
            }
        }
        return try plaintext(
            in: row, column: 4, key: 6,
            as: .event(
                SessionID(row.text(at: 1)), sequence: UInt64(clamping: row.integer(at: 2)),
                EventKind(rawValue: row.text(at: 3))))
    }

    private func searchSnapshots(_ collection: inout BlobCollection) throws -> Bool {
        let row = try connection.prepare(
            """
            SELECT number, session, format, sequence, state, key FROM snapshots
            WHERE number > ?1 ORDER BY number LIMIT 1
            """)
        try row.bind(collection.snapshot, at: 1)
        guard try row.step() else { return false }
        collection.snapshot = row.integer(at: 0)
        let state = try plaintext(
            in: row, column: 4, key: 5,
            as: .snapshot(
                SessionID(row.text(at: 1)), format: row.text(at: 2),
                sequence: UInt64(clamping: row.integer(at: 3))))
        state.withUnsafeBytes { collection.scan.scan($0) }
        return true
    }

    /// Deletes what was not found, once nothing came behind what was searched; `nil` when the search must go on or start anew.
    func endCollection(_ collection: inout BlobCollection, _ options: GarbageOptions) throws -> GarbageReport? {
        try transaction {
            guard try removals() == collection.removals else { return nil }
            // Whatever came since the last step is searched under the lock, so that nothing can come in between.
            var steps = 0
            while try search(&collection, options) {
                steps += 1
                if steps == 8 { return nil }
            }
            var report = GarbageReport()
            report.named = collection.candidates - collection.scan.missing.count
            let delete = try connection.prepare(
                """
                DELETE FROM blobs WHERE digest = ?1 AND stored < ?2
                AND NOT EXISTS (SELECT 1 FROM events WHERE blob = digest) RETURNING length(bytes)
                """)
            for digest in collection.scan.missing {
                defer { delete.reset() }
                try delete.bind(digest.description, at: 1)
                try delete.bind(collection.cutoff.microseconds, at: 2)
                while try delete.step() {
                    report.blobs += 1
                    report.bytes += Int(delete.integer(at: 0))
                }
            }
            return report
        }
    }
}
