internal import AgentPrimitives

extension TenantScope {
    /// Adds to the audit chain; what is over the limit is dropped from its old end.
    func note(_ note: TenantAuditNote, in ledger: inout TenantLedger, at now: Timestamp, limit: Int) throws {
        let unhashed = TenantAuditEntry(
            sequence: ledger.head.sequence + 1, time: now, action: note.action, outcome: note.outcome,
            bytes: Int64(note.bytes), namespaceDigest: digest(note.namespace, salt: ledger.salt),
            keyDigest: note.key.flatMap { digest("\(note.namespace ?? "")/\($0)", salt: ledger.salt) },
            sessionDigest: digest(note.session, salt: ledger.salt), namespace: note.namespace, session: note.session,
            hash: .zero)
        let hash = try unhashed.expectedHash(after: ledger.head.hash)
        try run(
            "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            .integer(unhashed.sequence), .integer(now.microseconds), .text(note.action.rawValue),
            .text(note.outcome.rawValue), .integer(note.bytes), .blob(unhashed.namespaceDigest?.bytes),
            .blob(unhashed.keyDigest?.bytes), .blob(unhashed.sessionDigest?.bytes), .text(note.namespace),
            .text(note.session), .blob(hash.bytes))
        ledger.head = TenantLedger.EventPlace(sequence: unhashed.sequence, hash: hash)
        while ledger.head.sequence - ledger.base.sequence > Int64(max(limit, 1)) { try dropOldest(of: &ledger) }
    }

    private func dropOldest(of ledger: inout TenantLedger) throws {
        let next = ledger.base.sequence + 1
        let hash = try first("SELECT hash FROM audit WHERE tenant = ?1 AND sequence = ?2", .integer(next)) { row in
            try digest(in: row, at: 0)
        }
        try run("DELETE FROM audit WHERE tenant = ?1 AND sequence = ?2", .integer(next))
        ledger.base = TenantLedger.EventPlace(sequence: next, hash: hash ?? ledger.base.hash)
    }

    func auditEntries(after sequence: Int64, limit: Int) throws -> [TenantAuditEntry] {
        var entries: [TenantAuditEntry] = []
        try each(
            """
            SELECT sequence, time, action, outcome, bytes, namespace_digest, key_digest, session_digest, namespace, session, hash
            FROM audit WHERE tenant = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3
            """, .integer(sequence), .integer(limit)
        ) { row in
            guard let entry = try auditEntry(in: row) else { return false }
            entries.append(entry)
            return true
        }
        return entries
    }

    /// Recomputes every hash from the oldest entry that is kept.
    func verifyAudit() throws -> TenantAuditReport {
        guard let ledger = try ledger() else {
            return TenantAuditReport(verified: 0, firstFault: nil, head: 0, headHash: .zero)
        }
        var place = ledger.base
        var isWhole = true
        while isWhole, case let page = try auditEntries(after: place.sequence, limit: 1000), !page.isEmpty {
            for entry in page {
                isWhole =
                    try entry.sequence == place.sequence + 1 && entry.hash == entry.expectedHash(after: place.hash)
                    && hasRightNames(entry, salt: ledger.salt)
                guard isWhole else { break }
                place = TenantLedger.EventPlace(sequence: entry.sequence, hash: entry.hash)
            }
        }
        isWhole = isWhole && place.sequence == ledger.head.sequence && place.hash == ledger.head.hash
        return TenantAuditReport(
            verified: Int(place.sequence - ledger.base.sequence), firstFault: isWhole ? nil : place.sequence + 1,
            head: ledger.head.sequence, headHash: ledger.head.hash)
    }

    /// Whether the clear names beside an entry are those that its digests stand for; after an erasure there are none.
    private func hasRightNames(_ entry: TenantAuditEntry, salt: [UInt8]) -> Bool {
        let isNamespaceRight = entry.namespace == nil || digest(entry.namespace, salt: salt) == entry.namespaceDigest
        let isSessionRight = entry.session == nil || digest(entry.session, salt: salt) == entry.sessionDigest
        return isNamespaceRight && isSessionRight
    }

    private func digest(_ name: String?, salt: [UInt8]) -> SHA256Digest? {
        name.map { SHA256Digest(of: salt + Array($0.utf8)) }
    }

    /// `nil` for a row that no release has written; to a reader the chain ends there.
    private func auditEntry(in row: SQLiteStatement) throws -> TenantAuditEntry? {
        guard let action = TenantAuditAction(rawValue: row.text(at: 2)),
            let outcome = TenantAuditOutcome(rawValue: row.text(at: 3)),
            let hash = SHA256Digest(bytes: row.bytes(at: 10))
        else { return nil }
        return TenantAuditEntry(
            sequence: row.integer(at: 0), time: Timestamp(microseconds: row.integer(at: 1)), action: action,
            outcome: outcome, bytes: row.integer(at: 4), namespaceDigest: SHA256Digest(bytes: row.bytes(at: 5)),
            keyDigest: SHA256Digest(bytes: row.bytes(at: 6)), sessionDigest: SHA256Digest(bytes: row.bytes(at: 7)),
            namespace: row.isNull(at: 8) ? nil : row.text(at: 8), session: row.isNull(at: 9) ? nil : row.text(at: 9),
            hash: hash)
    }
}
