internal import AgentPrimitives

extension EpisodicTable {
    private static let columns =
        "position, id, time, channel, records.text, tags, metadata, provenance, taint, expiry, payload, summary"

    func entries(_ query: MemoryQuery, at now: Timestamp) throws -> [MemoryEntry] {
        guard query.limit > 0 else { return [] }
        var conditions = RecordConditions(liveAt: now)
        conditions.add(query)
        let order = query.order == .oldestFirst ? "ASC" : "DESC"
        let rows = try statement(
            "SELECT \(Self.columns) FROM records WHERE \(conditions.sql) ORDER BY position \(order) LIMIT ?")
        defer { rows.reset() }
        let next = try conditions.bind(to: rows)
        try rows.bind(Int64(query.limit), at: next)
        var entries: [MemoryEntry] = []
        while try rows.step() { entries.append(try entry(in: rows)) }
        return entries
    }

    func entries(named identifiers: [String], at now: Timestamp) throws -> [MemoryEntry] {
        let row = try statement(
            "SELECT \(Self.columns) FROM records WHERE id = ?1 AND (expiry IS NULL OR expiry > ?2)")
        return try identifiers.compactMap { id in
            defer { row.reset() }
            try row.bind(id, at: 1)
            try row.bind(now.microseconds, at: 2)
            return try row.step() ? try entry(in: row) : nil
        }
    }

    /// Those of the identifiers that are there; their records need not be readable.
    func present(_ identifiers: [String], at now: Timestamp) throws(SQLiteError) -> [String] {
        let row = try statement("SELECT 1 FROM records WHERE id = ?1 AND (expiry IS NULL OR expiry > ?2)")
        var present: [String] = []
        for id in identifiers {
            defer { row.reset() }
            try row.bind(id, at: 1)
            try row.bind(now.microseconds, at: 2)
            if try row.step() { present.append(id) }
        }
        return present
    }

    func identifiers(_ filter: MemoryFilter, at now: Timestamp) throws -> [String] {
        var conditions = RecordConditions(liveAt: now)
        conditions.add(filter)
        let rows = try statement("SELECT id FROM records WHERE \(conditions.sql) ORDER BY position")
        defer { rows.reset() }
        _ = try conditions.bind(to: rows)
        var identifiers: [String] = []
        while try rows.step() { identifiers.append(rows.text(at: 0)) }
        return identifiers
    }

    /// Names and BM25 scores, best first.
    ///
    /// Ordered by nothing but the index's own rank: it then sorts itself, and only the rows within the limit are looked up.
    func ranking(
        _ expression: String, limit: Int, filter: MemoryFilter, at now: Timestamp
    ) throws -> [(id: String, score: Double)] {
        guard limit > 0 else { return [] }
        var conditions = RecordConditions(liveAt: now)
        conditions.add("summary IS NULL")
        conditions.add(filter)
        let rows = try statement(
            """
            SELECT records.id, records_text.rank
            FROM records_text JOIN records ON records.position = records_text.rowid
            WHERE records_text MATCH ? AND \(conditions.sql)
            ORDER BY records_text.rank LIMIT ?
            """)
        defer { rows.reset() }
        try rows.bind(expression, at: 1)
        let next = try conditions.bind(to: rows, from: 2)
        try rows.bind(Int64(limit), at: next)
        var ranking: [(id: String, score: Double)] = []
        // SQLite's rank is the smaller the better.
        while try rows.step() { ranking.append((rows.text(at: 0), -rows.real(at: 1))) }
        return ranking
    }

    /// The part of a record's text with most of the words.
    func snippet(_ expression: String, at sequence: UInt64, words: Int) throws(SQLiteError) -> String {
        let row = try statement(
            """
            SELECT snippet(records_text, 0, '', '', '…', ?3) FROM records_text
            WHERE records_text MATCH ?1 AND rowid = ?2
            """)
        defer { row.reset() }
        try row.bind(expression, at: 1)
        try row.bind(Int64(clamping: sequence), at: 2)
        try row.bind(Int64(words), at: 3)
        return try row.step() ? row.text(at: 0) : ""
    }

    func statistics(at now: Timestamp) throws(SQLiteError) -> JournalStatistics {
        let rows = try statement(
            """
            SELECT channel, count(*), sum(length(CAST(text AS BLOB))), count(summary), count(expiry), count(taint),
                min(time), max(time)
            FROM records WHERE expiry IS NULL OR expiry > ?1 GROUP BY channel
            """)
        defer { rows.reset() }
        try rows.bind(now.microseconds, at: 1)
        var statistics = JournalStatistics()
        while try rows.step() { statistics.add(rows) }
        statistics.lastSequence = try lastPosition()
        statistics.fileBytes = try Int(connection.integer("PRAGMA page_count") * connection.integer("PRAGMA page_size"))
        return statistics
    }

    private func entry(in row: SQLiteStatement) throws -> MemoryEntry {
        let id = row.text(at: 1)
        guard let tags = try? JSONValue(parsing: row.bytes(at: 5)).arrayValue,
            let metadata = try? JSONValue(parsing: row.bytes(at: 6)).objectValue
        else { throw damaged(id, "the tags or metadata are no JSON") }
        var record = MemoryRecord(
            id: id, time: Timestamp(microseconds: row.integer(at: 2)), channel: MemoryChannel(name: row.text(at: 3)),
            text: row.text(at: 4), tags: Set(tags.compactMap(\.stringValue)),
            metadata: metadata.members.reduce(into: [:]) { $0[$1.key] = $1.value.stringValue },
            payload: row.bytes(at: 10))
        do {
            if !row.isNull(at: 7) {
                record.provenance = try MemoryProvenance(json: JSONValue(parsing: row.bytes(at: 7)))
            }
            if !row.isNull(at: 8) { record.taint = try MemoryTaint(json: JSONValue(parsing: row.bytes(at: 8))) }
        } catch {
            // Taint that cannot be read must not pass for trust.
            throw damaged(id, "the provenance or taint cannot be read (\(error))")
        }
        if !row.isNull(at: 9) { record.expiry = Timestamp(microseconds: row.integer(at: 9)) }
        return MemoryEntry(
            sequence: UInt64(clamping: row.integer(at: 0)), record: record,
            summary: row.isNull(at: 11) ? nil : row.text(at: 11))
    }

    private func damaged(_ id: String, _ fact: String) -> MemoryError {
        MemoryError(.corrupt, "\(connection.path): record '\(id)' is damaged, \(fact); write it again or erase it")
    }
}

extension JournalStatistics {
    /// Adds the row of one channel.
    fileprivate mutating func add(_ row: SQLiteStatement) {
        let count = Int(row.integer(at: 1))
        records += count
        channels[row.text(at: 0)] = count
        textBytes += Int(row.integer(at: 2))
        summarized += Int(row.integer(at: 3))
        expiring += Int(row.integer(at: 4))
        tainted += Int(row.integer(at: 5))
        let first = Timestamp(microseconds: row.integer(at: 6))
        let last = Timestamp(microseconds: row.integer(at: 7))
        earliest = earliest.map { min($0, first) } ?? first
        latest = latest.map { max($0, last) } ?? last
    }
}
