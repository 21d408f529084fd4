internal import AgentPrimitives

/// One write on its way through quota, tables and audit, inside one transaction.
struct TenantPut: Sendable {
    let namespace: TenantNamespace
    let key: TenantKey
    let write: TenantWrite
    let facts: EntryFacts
    let index: EntryIndex
    let session: String?
    let limits: TenantLimits
    let now: Timestamp
    /// For a tenant that is new.
    let salt: [UInt8]

    /// Entries whose time is over that every write removes in passing, so that they do not gather.
    private static let removedInPassing = 4

    func run(in scope: TenantScope) throws -> TenantPutOutcome {
        guard var ledger = try scope.ledger() ?? newLedger(in: scope) else { return .overQuota(.tenants) }
        var current = try scope.stored(namespace, key)
        if let expired = current, expired.hasExpired(at: now) {
            try remove(expired, as: .expire, in: scope, &ledger)
            current = nil
        }
        guard write.precondition.holds(for: current?.version) else {
            try note(.preconditionFailed, in: scope, &ledger)
            try scope.save(ledger)
            return .preconditionFailed
        }
        try scope.removeExpired(
            from: &ledger, at: now, batch: Self.removedInPassing, auditLimit: limits.auditEntries)
        if let excess = try makeRoom(replacing: current, in: scope, &ledger) {
            try note(.overQuota, in: scope, &ledger)
            try scope.save(ledger)
            return .overQuota(excess)
        }
        if let current { try scope.remove(current, from: &ledger) }
        ledger.change += 1
        let summary = summary(version: ledger.change, created: current?.created)
        try scope.insert(NewEntry(summary: summary, value: write.value, facts: facts, index: index), into: &ledger)
        try note(.done, in: scope, &ledger)
        try scope.save(ledger)
        return .stored(summary, isNew: current == nil)
    }

    private func newLedger(in scope: TenantScope) throws -> TenantLedger? {
        guard try scope.database.tenantCount(upTo: limits.tenants) < limits.tenants else { return nil }
        return TenantLedger(salt: salt)
    }

    private func summary(version: Int64, created: Int64?) -> TenantEntrySummary {
        TenantEntrySummary(
            namespace: namespace, key: key, version: version,
            created: created.map { Timestamp(microseconds: $0) } ?? now, updated: now,
            expires: write.timeToLive.map { Timestamp(microseconds: now.microseconds + Int64($0) * 1_000_000) },
            contentType: write.value.contentType, valueBytes: write.value.bytes.count, tags: write.tags,
            metadata: write.metadata)
    }
}

// MARK: - Quota

extension TenantPut {
    /// Brings the memory to a size at which the entry fits; the quota that stands in the way when it cannot.
    private func makeRoom(
        replacing current: StoredEntry?, in scope: TenantScope, _ ledger: inout TenantLedger
    ) throws -> TenantQuotaExcess? {
        // An entry that is larger than a quota itself would empty the memory and still not fit.
        if let excess = excessOfEmptyMemory { return excess }
        while let excess = try excess(replacing: current, in: scope, ledger) {
            if try scope.removeExpired(from: &ledger, at: now, batch: 100, auditLimit: limits.auditEntries) > 0 {
                continue
            }
            guard limits.whenFull == .evictOldest,
                let oldest = try scope.oldest(in: excess.isOfNamespace ? namespace.rawValue : nil, except: place)
            else { return excess }
            try remove(oldest, as: .evict, in: scope, &ledger)
        }
        return nil
    }

    /// The quota that the entry passes by itself.
    private var excessOfEmptyMemory: TenantQuotaExcess? {
        if limits.namespaceItems < 1 { return .namespaceItems(limit: limits.namespaceItems) }
        if limits.tenantItems < 1 { return .tenantItems(limit: limits.tenantItems) }
        if facts.charge > limits.namespaceBytes { return .namespaceBytes(limit: limits.namespaceBytes) }
        if facts.charge > limits.tenantBytes { return .tenantBytes(limit: limits.tenantBytes) }
        return nil
    }

    private func excess(
        replacing current: StoredEntry?, in scope: TenantScope, _ ledger: TenantLedger
    ) throws -> TenantQuotaExcess? {
        let usage = try scope.usage(of: namespace)
        let items = current == nil ? 1 : 0
        let bytes = facts.charge - (current?.charge ?? 0)
        // A smaller value in the place of a larger one always fits, also where the quota was lowered since.
        if items > 0, usage.items + items > limits.namespaceItems {
            return .namespaceItems(limit: limits.namespaceItems)
        }
        if bytes > 0, usage.bytes + bytes > limits.namespaceBytes {
            return .namespaceBytes(limit: limits.namespaceBytes)
        }
        if items > 0, ledger.items + items > limits.tenantItems { return .tenantItems(limit: limits.tenantItems) }
        if bytes > 0, ledger.bytes + bytes > limits.tenantBytes { return .tenantBytes(limit: limits.tenantBytes) }
        return nil
    }

    private var place: (namespace: String, key: String) { (namespace.rawValue, key.rawValue) }

    private func remove(
        _ entry: StoredEntry, as action: TenantAuditAction, in scope: TenantScope, _ ledger: inout TenantLedger
    ) throws {
        try scope.remove(entry, as: action, from: &ledger, at: now, auditLimit: limits.auditEntries)
    }

    private func note(
        _ outcome: TenantAuditOutcome, in scope: TenantScope, _ ledger: inout TenantLedger
    ) throws {
        try scope.note(
            TenantAuditNote(
                action: .put, outcome: outcome, bytes: write.value.bytes.count, namespace: namespace.rawValue,
                key: key.rawValue, session: session),
            in: &ledger, at: now, limit: limits.auditEntries)
    }
}

extension TenantQuotaExcess {
    fileprivate var isOfNamespace: Bool {
        switch self {
        case .namespaceItems, .namespaceBytes: true
        case .tenantItems, .tenantBytes, .tenants: false
        }
    }
}

extension TenantScope {
    /// Removes entries whose time is over, at most `batch`, and returns how many.
    @discardableResult
    func removeExpired(
        from ledger: inout TenantLedger, at now: Timestamp, batch: Int, auditLimit: Int
    ) throws -> Int {
        let expired = try expired(at: now, limit: batch)
        for entry in expired { try remove(entry, as: .expire, from: &ledger, at: now, auditLimit: auditLimit) }
        return expired.count
    }

    /// Removes an entry without being asked to, and notes it.
    fileprivate func remove(
        _ entry: StoredEntry, as action: TenantAuditAction, from ledger: inout TenantLedger, at now: Timestamp,
        auditLimit: Int
    ) throws {
        try remove(entry, from: &ledger)
        ledger.change += 1
        try note(
            TenantAuditNote(action: action, bytes: entry.valueBytes, namespace: entry.namespace, key: entry.key),
            in: &ledger, at: now, limit: auditLimit)
    }
}
