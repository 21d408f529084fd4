internal import AgentPrimitives

extension TenantMemory {
    /// Notes that an export begins; called before the first part is handed out.
    ///
    /// - Throws: ``MemoryError`` when the file fails.
    public func beginExport(session: String? = nil) async throws(MemoryError) {
        try await note(TenantAuditNote(action: .export, session: session))
    }

    /// A part of all entries, by namespace and key, with their values.
    ///
    /// Each part shows one state of the memory; what is written between two parts may be in the later one.
    ///
    /// - Parameters:
    ///   - cursor: The end of the part before; `nil` for the first part.
    ///   - limit: How many entries; fewer where their values are large.
    /// - Throws: ``MemoryError`` when the file fails.
    public func export(
        after cursor: TenantExportCursor? = nil, limit: Int = 500
    ) async throws(MemoryError) -> TenantPage<TenantEntry, TenantExportCursor> {
        let now = store.time.now()
        let bytes = store.limits.resultBytes
        return try await reading(on: store.scanner) { scope in
            try scope.export(after: cursor, limit: max(limit, 1), bytes: bytes, at: now)
        }
    }

    /// Erases all entries, what searches know of them, and the clear names beside the audit chain; returns how many
    /// entries there were.
    ///
    /// The chain stays and gets an entry for the erasure. Its digests can no longer be connected with names, because their
    /// salt is gone. The bytes are overwritten in the file and its write-ahead log is emptied, as soon as no reader is at work
    /// on it; copies that the file system or a backup made are not reached.
    ///
    /// - Throws: ``MemoryError`` when the file fails; nothing or everything was erased then.
    public func erase(session: String? = nil) async throws(MemoryError) -> Int {
        let now = store.time.now()
        let limit = store.limits.auditEntries
        let salt = freshSalt()
        let erased = try await writing { scope in
            guard var ledger = try scope.ledger() else { return 0 }
            let (items, bytes) = (ledger.items, ledger.bytes)
            try scope.eraseAll()
            ledger.items = 0
            ledger.bytes = 0
            ledger.words = 0
            ledger.change += 1
            ledger.salt = salt
            try scope.note(
                TenantAuditNote(action: .erase, bytes: bytes, session: session), in: &ledger, at: now, limit: limit)
            try scope.save(ledger)
            return items
        }
        try await store.writer.perform { database in try database.emptyLog() }
        return erased
    }

    /// A part of the audit chain, oldest first.
    ///
    /// - Parameters:
    ///   - sequence: The place that the part before ended with; 0 for the first part.
    ///   - limit: How many entries, at most ``TenantLimits/results``.
    /// - Throws: ``MemoryError`` when the file fails.
    public func audit(after sequence: Int64 = 0, limit: Int = 100) async throws(MemoryError) -> [TenantAuditEntry] {
        let limit = min(max(limit, 1), store.limits.results)
        return try await reading(on: store.scanner) { scope in try scope.auditEntries(after: sequence, limit: limit) }
    }

    /// Recomputes the audit chain and tells whether it is whole.
    ///
    /// - Throws: ``MemoryError`` when the file fails.
    public func verifyAudit() async throws(MemoryError) -> TenantAuditReport {
        try await reading(on: store.scanner) { scope in try scope.verifyAudit() }
    }
}
