internal import AgentPrimitives

/// The memory of one tenant: entries with values up to 1 MiB under a namespace and a key.
///
/// Made by ``TenantStore/tenant(_:)`` out of a checked name. Every statement that it runs is bound to that tenant.
public struct TenantMemory: Sendable {
    let store: TenantStore
    /// Whose memory this is.
    public let tenant: TenantID

    init(store: TenantStore, tenant: TenantID) {
        self.store = store
        self.tenant = tenant
    }

    /// How much is taken of the tenant.
    public var limits: TenantLimits { store.limits }

    /// Keeps a value under a name, in the place of the one that was there.
    ///
    /// What has expired makes room first; what happens then is ``TenantLimits/whenFull``. What is returned as stored survives
    /// a crash of the process.
    ///
    /// - Parameters:
    ///   - namespace: The part of the memory.
    ///   - key: The name in it.
    ///   - write: The value and what goes with it.
    ///   - session: Who asks, for the audit chain.
    /// - Throws: ``MemoryError``: `invalid` for what breaks a limit or is no JSON though it should be; `full` when the disk is;
    ///   `storage`, `corrupt`, `readOnly` or `closed` when the file fails. Nothing was changed then.
    public func put(
        _ namespace: TenantNamespace, _ key: TenantKey, _ write: TenantWrite, session: String? = nil
    ) async throws(MemoryError) -> TenantPutOutcome {
        let limits = store.limits
        let put = TenantPut(
            namespace: namespace, key: key, write: write,
            facts: try EntryFacts(write, namespace, key, limits: limits),
            index: try await EntryIndex.make(key: key, write: write, limits: limits), session: session, limits: limits,
            now: store.time.now(), salt: freshSalt())
        return try await writing { scope in try put.run(in: scope) }
    }

    /// The entry of a name; `nil` when there is none or its time is over.
    ///
    /// - Throws: ``MemoryError`` when the file fails.
    public func entry(
        _ namespace: TenantNamespace, _ key: TenantKey, level: TenantReadLevel = .reader, session: String? = nil
    ) async throws(MemoryError) -> TenantEntry? {
        let now = store.time.now()
        let connection = level == .writer ? store.writer : store.reader
        let entry = try await reading(on: connection) { scope in try scope.entry(namespace, key, at: now) }
        try await noteRead(
            TenantAuditNote(
                action: .get, outcome: entry == nil ? .missing : .done, bytes: entry?.value.bytes.count ?? 0,
                namespace: namespace.rawValue, key: key.rawValue, session: session))
        return entry
    }

    /// Removes an entry.
    ///
    /// - Throws: ``MemoryError`` when the file fails; the entry is still there then.
    public func delete(
        _ namespace: TenantNamespace, _ key: TenantKey, precondition: TenantPrecondition = TenantPrecondition(),
        session: String? = nil
    ) async throws(MemoryError) -> TenantDeleteOutcome {
        let now = store.time.now()
        let limit = store.limits.auditEntries
        return try await writing { scope in
            guard var ledger = try scope.ledger() else {
                return precondition.ifMatch == nil ? .missing : .preconditionFailed
            }
            let stored = try scope.stored(namespace, key)
            let live = stored.flatMap { $0.hasExpired(at: now) ? nil : $0 }
            let outcome: TenantDeleteOutcome =
                if !precondition.holds(for: live?.version) { .preconditionFailed } else if live == nil { .missing } else
                { .deleted }
            if let live, outcome == .deleted {
                try scope.remove(live, from: &ledger)
                ledger.change += 1
            }
            try scope.note(
                TenantAuditNote(
                    action: .delete, outcome: outcome.auditOutcome,
                    bytes: outcome == .deleted ? live?.valueBytes ?? 0 : 0,
                    namespace: namespace.rawValue, key: key.rawValue, session: session),
                in: &ledger, at: now, limit: limit)
            try scope.save(ledger)
            return outcome
        }
    }

    /// A part of the entries of a namespace, by key, without their values.
    ///
    /// - Parameters:
    ///   - namespace: The part of the memory; one that holds nothing gives an empty list.
    ///   - prefix: What the keys begin with.
    ///   - after: The key that the part before ended with; `nil` for the first part.
    ///   - limit: How many entries, at most ``TenantLimits/results``.
    ///   - session: Who asks, for the audit chain.
    /// - Throws: ``MemoryError`` when the file fails.
    public func list(
        _ namespace: TenantNamespace, prefix: String = "", after: TenantKey? = nil, limit: Int = 100,
        session: String? = nil
    ) async throws(MemoryError) -> TenantPage<TenantEntrySummary, TenantKey> {
        let now = store.time.now()
        let limit = min(max(limit, 1), store.limits.results)
        let page = try await reading(on: store.reader) { scope in
            try scope.list(namespace, prefix: prefix, after: after?.rawValue, limit: limit, at: now)
        }
        try await noteRead(TenantAuditNote(action: .list, namespace: namespace.rawValue, session: session))
        return page
    }

    /// How much the tenant keeps, by namespace.
    ///
    /// - Throws: ``MemoryError`` when the file fails.
    public func usage() async throws(MemoryError) -> TenantUsage {
        try await reading(on: store.reader) { scope in try scope.usage() }
    }

    /// Removes what has expired and returns how many entries that were.
    func removeExpired() async throws(MemoryError) -> Int {
        let now = store.time.now()
        let limit = store.limits.auditEntries
        var removed = 0
        var batch = 0
        repeat {
            batch = try await writing { scope in
                guard var ledger = try scope.ledger() else { return 0 }
                let count = try scope.removeExpired(from: &ledger, at: now, batch: 100, auditLimit: limit)
                if count > 0 { try scope.save(ledger) }
                return count
            }
            removed += batch
        } while batch > 0
        return removed
    }
}

// MARK: - Connections

extension TenantMemory {
    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (TenantScope) throws -> Value
    ) async throws(MemoryError) -> Value {
        let tenant = tenant
        return try await store.writer.perform { database in
            let scope = database.scope(tenant)
            return try database.writing { try body(scope) }
        }
    }

    func reading<Value: Sendable>(
        on connection: TenantConnection, _ body: @escaping @Sendable (TenantScope) throws -> Value
    ) async throws(MemoryError) -> Value {
        let tenant = tenant
        return try await connection.perform { database in
            let scope = database.scope(tenant)
            return try database.reading { try body(scope) }
        }
    }

    /// Notes a read, where reads are noted; of a tenant that has never written there is no chain to note it in.
    func noteRead(_ note: TenantAuditNote) async throws(MemoryError) {
        guard store.limits.auditsReads else { return }
        try await self.note(note)
    }

    func note(_ note: TenantAuditNote) async throws(MemoryError) {
        let now = store.time.now()
        let limit = store.limits.auditEntries
        try await writing { scope in
            guard var ledger = try scope.ledger() else { return }
            try scope.note(note, in: &ledger, at: now, limit: limit)
            try scope.save(ledger)
        }
    }

    func freshSalt() -> [UInt8] {
        (0..<4).flatMap { _ in withUnsafeBytes(of: store.random.next()) { Array($0) } }
    }
}

extension TenantDeleteOutcome {
    fileprivate var auditOutcome: TenantAuditOutcome {
        switch self {
        case .deleted: .done
        case .missing: .missing
        case .preconditionFailed: .preconditionFailed
        }
    }
}
