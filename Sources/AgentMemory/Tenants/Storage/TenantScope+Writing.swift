internal import AgentPrimitives

extension TenantScope {
    /// The entry in a place, whether or not its time is over.
    func stored(_ namespace: TenantNamespace, _ key: TenantKey) throws -> StoredEntry? {
        try first(
            "SELECT \(StoredEntry.columns) FROM entries WHERE tenant = ?1 AND namespace = ?2 AND key = ?3",
            .text(namespace.rawValue), .text(key.rawValue), read: StoredEntry.init)
    }

    /// Entries whose time is over, at most `limit`.
    func expired(at now: Timestamp, limit: Int) throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        try each(
            """
            SELECT \(StoredEntry.columns) FROM entries
            WHERE tenant = ?1 AND expires IS NOT NULL AND expires <= ?2 ORDER BY expires LIMIT ?3
            """, .integer(now.microseconds), .integer(limit)
        ) { row in
            entries.append(StoredEntry(row))
            return true
        }
        return entries
    }

    /// The entry of a namespace, or of all, that was written longest ago, but for one.
    func oldest(in namespace: String?, except key: (namespace: String, key: String)) throws -> StoredEntry? {
        guard let namespace else {
            // The oldest of each namespace is found by the index; there are few namespaces.
            var oldest: StoredEntry?
            for name in try usage().namespaces.map(\.name.rawValue) {
                guard let candidate = try self.oldest(in: name, except: key) else { continue }
                if candidate.version < oldest?.version ?? .max { oldest = candidate }
            }
            return oldest
        }
        return try first(
            """
            SELECT \(StoredEntry.columns) FROM entries
            WHERE tenant = ?1 AND namespace = ?2 AND NOT (namespace = ?3 AND key = ?4) ORDER BY version LIMIT 1
            """, .text(namespace), .text(key.namespace), .text(key.key), read: StoredEntry.init)
    }

    /// Takes an entry out of every table.
    func remove(_ entry: StoredEntry, from ledger: inout TenantLedger) throws {
        for term in entry.terms.split(separator: " ") {
            try run(
                "DELETE FROM postings WHERE tenant = ?1 AND term = ?2 AND entry = ?3", .text(String(term)),
                .integer(entry.id))
        }
        try run("DELETE FROM vectors WHERE tenant = ?1 AND entry = ?2", .integer(entry.id))
        try run("DELETE FROM entries WHERE tenant = ?1 AND entry = ?2", .integer(entry.id))
        try count(-1, -entry.charge, in: entry.namespace)
        ledger.items -= 1
        ledger.bytes -= entry.charge
        ledger.words -= entry.words
    }

    /// Puts an entry into every table.
    func insert(_ entry: NewEntry, into ledger: inout TenantLedger) throws {
        let summary = entry.summary
        let terms = entry.index.words.counts.sorted { $0.key < $1.key }
        try run(
            """
            INSERT INTO entries (
                tenant, namespace, key, version, created, updated, expires, form, content_type, value_bytes, charge, words,
                tags, metadata, terms, digest, value
            ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            """,
            .text(summary.namespace.rawValue), .text(summary.key.rawValue), .integer(summary.version),
            .integer(summary.created.microseconds), .integer(summary.updated.microseconds),
            .integer(summary.expires?.microseconds), .integer(entry.value.form.rawValue), .text(summary.contentType),
            .integer(summary.valueBytes), .integer(entry.facts.charge), .integer(entry.index.words.total),
            .text(entry.facts.tags), .text(entry.facts.metadata), .text(terms.map(\.key).joined(separator: " ")),
            .blob(Array(SHA256Digest(of: entry.value.bytes).bytes)), .blob(entry.value.bytes))
        let id = database.connection.lastInsertedRow
        for (term, count) in terms {
            try run(
                "INSERT INTO postings VALUES (?1, ?2, ?3, ?4, ?5)", .text(term), .integer(id), .integer(count),
                .integer(entry.index.words.total))
        }
        try run("INSERT INTO vectors VALUES (?1, ?2, ?3)", .integer(id), .blob(entry.index.vector.bytes))
        try count(1, entry.facts.charge, in: summary.namespace.rawValue)
        ledger.items += 1
        ledger.bytes += entry.facts.charge
        ledger.words += entry.index.words.total
    }

    private func count(_ items: Int, _ bytes: Int, in namespace: String) throws {
        try run(
            """
            INSERT INTO namespaces VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET items = items + excluded.items, bytes = bytes + excluded.bytes
            """, .text(namespace), .integer(items), .integer(bytes))
        if items < 0 {
            try run("DELETE FROM namespaces WHERE tenant = ?1 AND namespace = ?2 AND items <= 0", .text(namespace))
        }
    }

    /// How much a namespace keeps.
    func usage(of namespace: TenantNamespace) throws -> (items: Int, bytes: Int) {
        let found = try first(
            "SELECT items, bytes FROM namespaces WHERE tenant = ?1 AND namespace = ?2", .text(namespace.rawValue)
        ) { row in (items: Int(row.integer(at: 0)), bytes: Int(row.integer(at: 1))) }
        return found ?? (items: 0, bytes: 0)
    }

    /// Deletes everything but the tenant's row and its audit chain, whose clear names go too.
    func eraseAll() throws {
        try run("DELETE FROM postings WHERE tenant = ?1")
        try run("DELETE FROM vectors WHERE tenant = ?1")
        try run("DELETE FROM entries WHERE tenant = ?1")
        try run("DELETE FROM namespaces WHERE tenant = ?1")
        try run("UPDATE audit SET namespace = NULL, session = NULL WHERE tenant = ?1")
    }
}
