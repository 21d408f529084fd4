internal import AgentPrimitives

extension TenantScope {
    /// The columns of a summary; the value, where wanted, follows as column 10.
    private static let columns =
        "namespace, key, version, created, updated, expires, content_type, value_bytes, tags, metadata"
    /// An entry whose time is over is gone, whether or not it was removed yet.
    static let isLive = "(expires IS NULL OR expires > ?2)"

    func entry(_ namespace: TenantNamespace, _ key: TenantKey, at now: Timestamp) throws -> TenantEntry? {
        try first(
            """
            SELECT \(Self.columns), value, form, digest FROM entries
            WHERE tenant = ?1 AND \(Self.isLive) AND namespace = ?3 AND key = ?4
            """, .integer(now.microseconds), .text(namespace.rawValue), .text(key.rawValue), read: entry)
    }

    /// A live entry by its internal number, as a search has found it.
    func entry(_ id: Int64, in namespace: TenantNamespace?, at now: Timestamp) throws -> TenantEntrySummary? {
        let summary = try first(
            "SELECT \(Self.columns) FROM entries WHERE tenant = ?1 AND \(Self.isLive) AND entry = ?3",
            .integer(now.microseconds), .integer(id), read: summary)
        guard let summary, namespace == nil || summary.namespace == namespace else { return nil }
        return summary
    }

    func list(
        _ namespace: TenantNamespace, prefix: String, after key: String?, limit: Int, at now: Timestamp
    ) throws -> TenantPage<TenantEntrySummary, TenantKey> {
        var entries: [TenantEntrySummary] = []
        var hasMore = false
        // Keys are ASCII, so that the first text behind all that begin with a prefix is the prefix with a DEL.
        try each(
            """
            SELECT \(Self.columns) FROM entries
            WHERE tenant = ?1 AND \(Self.isLive) AND namespace = ?3 AND key > ?4 AND key >= ?5 AND key < ?6
            ORDER BY key
            """, .integer(now.microseconds), .text(namespace.rawValue), .text(key ?? ""), .text(prefix),
            .text(prefix + "\u{7F}")
        ) { row in
            hasMore = entries.count == limit
            if !hasMore { entries.append(try summary(in: row)) }
            return !hasMore
        }
        return TenantPage(elements: entries, next: hasMore ? entries.last?.key : nil)
    }

    func export(
        after cursor: TenantExportCursor?, limit: Int, bytes: Int, at now: Timestamp
    ) throws -> TenantPage<TenantEntry, TenantExportCursor> {
        var entries: [TenantEntry] = []
        var room = bytes
        var hasMore = false
        try each(
            """
            SELECT \(Self.columns), value, form, digest FROM entries
            WHERE tenant = ?1 AND \(Self.isLive) AND (namespace, key) > (?3, ?4) ORDER BY namespace, key
            """, .integer(now.microseconds), .text(cursor?.namespace ?? ""), .text(cursor?.key ?? "")
        ) { row in
            hasMore = entries.count == limit || room <= 0
            guard !hasMore else { return false }
            let entry = try entry(in: row)
            room -= entry.value.bytes.count
            entries.append(entry)
            return true
        }
        let last = entries.last.map {
            TenantExportCursor(namespace: $0.summary.namespace.rawValue, key: $0.summary.key.rawValue)
        }
        return TenantPage(elements: entries, next: hasMore ? last : nil)
    }

    func usage() throws -> TenantUsage {
        var namespaces: [TenantUsage.Namespace] = []
        try each("SELECT namespace, items, bytes FROM namespaces WHERE tenant = ?1 ORDER BY namespace") { row in
            namespaces.append(
                TenantUsage.Namespace(
                    name: TenantNamespace(stored: row.text(at: 0)), items: Int(row.integer(at: 1)),
                    bytes: Int(row.integer(at: 2))))
            return true
        }
        return TenantUsage(namespaces: namespaces)
    }

    private func entry(in row: SQLiteStatement) throws -> TenantEntry {
        let summary = try summary(in: row)
        let bytes = row.bytes(at: 10)
        guard row.bytes(at: 12) == SHA256Digest(of: bytes).bytes else {
            throw MemoryError(
                .corrupt,
                "\(database.connection.path): the value of \(summary.namespace.rawValue)/\(summary.key.rawValue) does not match "
                    + "its digest; write the entry again")
        }
        let value = TenantValue(
            bytes, contentType: summary.contentType,
            form: TenantValue.Form(rawValue: Int(row.integer(at: 11))) ?? .plain)
        return TenantEntry(summary: summary, value: value)
    }

    private func summary(in row: SQLiteStatement) throws -> TenantEntrySummary {
        guard let tags = try? JSONValue(parsing: row.bytes(at: 8)).arrayValue,
            let metadata = try? JSONValue(parsing: row.bytes(at: 9)).objectValue
        else {
            throw MemoryError(
                .corrupt,
                "\(database.connection.path): the tags or metadata of an entry are no JSON; write the entry again")
        }
        return TenantEntrySummary(
            namespace: TenantNamespace(stored: row.text(at: 0)), key: TenantKey(stored: row.text(at: 1)),
            version: row.integer(at: 2), created: Timestamp(microseconds: row.integer(at: 3)),
            updated: Timestamp(microseconds: row.integer(at: 4)),
            expires: row.isNull(at: 5) ? nil : Timestamp(microseconds: row.integer(at: 5)),
            contentType: row.text(at: 6), valueBytes: Int(row.integer(at: 7)),
            tags: Set(tags.compactMap(\.stringValue)),
            metadata: metadata.members.reduce(into: [:]) { $0[$1.key] = $1.value.stringValue })
    }
}
