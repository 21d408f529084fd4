internal import AgentPrimitives

/// A tenant's own row: its counters and the ends of its audit chain.
struct TenantLedger {
    /// The version of the last write.
    var change: Int64 = 0
    /// Goes into the digests of the audit chain.
    var salt: [UInt8]
    var items = 0
    var bytes = 0
    /// Words of all entries; their mean length matters to the ranking.
    var words = 0
    /// The newest entry of the audit chain, and the newest that was dropped.
    var head = EventPlace()
    var base = EventPlace()

    /// A place in the audit chain and the hash there.
    struct EventPlace {
        var sequence: Int64 = 0
        var hash = SHA256Digest.zero
    }
}

extension TenantScope {
    /// The tenant's row; `nil` for one that has never written.
    func ledger() throws -> TenantLedger? {
        try first(
            """
            SELECT change, salt, items, bytes, words, head, head_hash, base, base_hash FROM tenants WHERE tenant = ?1
            """
        ) { row in
            TenantLedger(
                change: row.integer(at: 0), salt: row.bytes(at: 1), items: Int(row.integer(at: 2)),
                bytes: Int(row.integer(at: 3)), words: Int(row.integer(at: 4)),
                head: TenantLedger.EventPlace(sequence: row.integer(at: 5), hash: try digest(in: row, at: 6)),
                base: TenantLedger.EventPlace(sequence: row.integer(at: 7), hash: try digest(in: row, at: 8)))
        }
    }

    func save(_ ledger: TenantLedger) throws {
        try run(
            "INSERT OR REPLACE INTO tenants VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            .integer(ledger.change), .blob(ledger.salt), .integer(ledger.items), .integer(ledger.bytes),
            .integer(ledger.words), .integer(ledger.head.sequence), .blob(ledger.head.hash.bytes),
            .integer(ledger.base.sequence), .blob(ledger.base.hash.bytes))
    }

    /// A digest that must be there.
    func digest(in row: SQLiteStatement, at column: Int32) throws(MemoryError) -> SHA256Digest {
        guard let digest = SHA256Digest(bytes: row.bytes(at: column)) else {
            throw MemoryError(
                .corrupt,
                "\(database.connection.path): expected a digest of 32 bytes, found another value; restore a copy")
        }
        return digest
    }
}
