internal import AgentPrimitives

extension EpisodicTable {
    /// Keeps records in a transaction of their own.
    func write(_ records: [MemoryRecord]) throws -> JournalReceipt {
        try transaction {
            let first = try lastPosition() + 1
            var changes = JournalChanges()
            for (offset, record) in records.enumerated() {
                if let replaced = try standing(record.id) {
                    // A summary stands only as long as all that it was made of is as it was.
                    if let summary = replaced.summary { try remove([summary], noting: &changes) }
                    try delete(record.id)
                }
                try insert(record, at: first + UInt64(offset))
            }
            return JournalReceipt(first: first, changes: changes)
        }
    }

    /// Erases records and the summaries made of them.
    func erase(_ identifiers: [String]) throws -> JournalChanges {
        let changes = try transaction {
            var changes = JournalChanges()
            try remove(identifiers, noting: &changes)
            if !changes.erased.isEmpty { try setMark("purge", to: 1) }
            return changes
        }
        try purgeIfNeeded()
        return changes
    }

    /// Deletes some of what is expired; `nil` when nothing is.
    func expire(at now: Timestamp, limit: Int = 256) throws -> JournalChanges? {
        let select = try statement("SELECT id FROM records WHERE expiry <= ?1 LIMIT ?2")
        func expired() throws(SQLiteError) -> [String] {
            defer { select.reset() }
            try select.bind(now.microseconds, at: 1)
            try select.bind(Int64(limit), at: 2)
            var found: [String] = []
            while try select.step() { found.append(select.text(at: 0)) }
            return found
        }
        guard try !expired().isEmpty else { return nil }
        return try transaction {
            var changes = JournalChanges()
            try remove(expired(), noting: &changes)
            return changes
        }
    }

    /// Keeps a summary, and points its sources to it.
    func summarize(_ sources: [MemorySource], as summary: MemoryRecord, at now: Timestamp) throws -> JournalReceipt {
        try transaction {
            for source in sources {
                let entry = try entries(named: [source.id], at: now).first
                guard let entry, entry.summary == nil, entry.record.digest == source.digest else {
                    throw MemoryError(
                        .conflict,
                        "record '\(source.id)' \(entry == nil ? "is gone" : "has changed or is summarised already"), "
                            + "expected it as it was read; select the records again")
                }
            }
            let sequence = try lastPosition() + 1
            if try standing(summary.id) != nil { try delete(summary.id) }
            try insert(summary, at: sequence)
            let point = try statement("UPDATE records SET summary = ?1 WHERE id = ?2")
            for source in sources {
                defer { point.reset() }
                try point.bind(summary.id, at: 1)
                try point.bind(source.id, at: 2)
                try point.run()
            }
            return JournalReceipt(first: sequence)
        }
    }

    /// Removes records and, up the chain, the summaries made of them; triggers let the other sources come back.
    private func remove(_ identifiers: [String], noting changes: inout JournalChanges) throws {
        var doomed: Set<String> = []
        var open = identifiers
        while let id = open.popLast() {
            guard !doomed.contains(id), let record = try standing(id) else { continue }
            doomed.insert(id)
            if let summary = record.summary { open.append(summary) }
        }
        for id in doomed.sorted() {
            let sources = try texts("SELECT id FROM records WHERE summary = ?1", id)
            changes.restored += sources.filter { !doomed.contains($0) }
            changes.erased.append(id)
            try delete(id)
        }
    }

    /// Deletes a record, if it is there, and its entry in the search index.
    private func delete(_ id: String) throws(SQLiteError) {
        for sql in [
            """
            INSERT INTO records_text (records_text, rowid, text)
            SELECT 'delete', position, text FROM records WHERE id = ?1
            """,
            "DELETE FROM records WHERE id = ?1",
        ] {
            let delete = try statement(sql)
            defer { delete.reset() }
            try delete.bind(id, at: 1)
            try delete.run()
        }
    }

    private func index(_ text: String, at position: UInt64) throws(SQLiteError) {
        let insert = try statement("INSERT INTO records_text (rowid, text) VALUES (?1, ?2)")
        defer { insert.reset() }
        try insert.bind(Int64(clamping: position), at: 1)
        try insert.bind(text, at: 2)
        try insert.run()
    }

    /// What a change has to know of a record that is there.
    private struct Standing {
        /// The summary that stands for it, if one does.
        let summary: String?
    }

    private func standing(_ id: String) throws(SQLiteError) -> Standing? {
        let row = try statement("SELECT summary FROM records WHERE id = ?1")
        defer { row.reset() }
        try row.bind(id, at: 1)
        guard try row.step() else { return nil }
        return Standing(summary: row.isNull(at: 0) ? nil : row.text(at: 0))
    }

    /// Inserts a record whose identifier is free: `INSERT OR REPLACE` would not run the triggers of what it replaces.
    private func insert(_ record: MemoryRecord, at position: UInt64) throws {
        try index(record.text, at: position)
        let insert = try statement(
            """
            INSERT INTO records
                (position, id, time, channel, text, tags, metadata, provenance, taint, expiry, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """)
        defer { insert.reset() }
        try insert.bind(Int64(clamping: position), at: 1)
        try insert.bind(record.id, at: 2)
        try insert.bind(record.time.microseconds, at: 3)
        try insert.bind(record.channel.name, at: 4)
        try insert.bind(record.text, at: 5)
        try insert.bind(JSONValue.array(record.tags.sorted().map { .string($0) }).text(), at: 6)
        let facts = record.metadata.sorted { $0.key < $1.key }
        try insert.bind(JSONValue.object(JSONObject(facts.map { ($0.key, .string($0.value)) })).text(), at: 7)
        if !record.provenance.isUnknown { try insert.bind(record.provenance.json.text(), at: 8) }
        if !record.taint.isTrusted { try insert.bind(record.taint.json.text(), at: 9) }
        if let expiry = record.expiry { try insert.bind(expiry.microseconds, at: 10) }
        try record.payload.withUnsafeBufferPointer { payload in
            if !payload.isEmpty { try insert.bind(uncopiedBlob: payload, at: 11) }
            try insert.run()
        }
    }
}
