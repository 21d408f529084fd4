/// One connection to a tenant store's file, with its prepared statements.
///
/// Every call blocks and throws ``MemoryError`` or ``SQLiteError``; ``TenantConnection`` keeps both from its callers. Tenants'
/// rows are reached through a ``TenantScope`` alone.
final class TenantDatabase {
    /// Larger files are not read through at the opening: it would take longer than anybody waits.
    private static let largestCheckedFile: Int64 = 256 << 20

    let connection: SQLiteConnection
    /// By their SQL; there are as many as this module has, since nothing is ever pasted into one.
    private var statements: [String: SQLiteStatement] = [:]

    init(path: String, options: SQLiteOptions) throws(SQLiteError) {
        connection = try SQLiteConnection(path: path, options: options, schema: .tenants)
        if options.access == .readWrite {
            // What is deleted is overwritten: an erasure that leaves the bytes in the file is none.
            try connection.execute("PRAGMA secure_delete = ON")
            try check()
        }
    }

    /// Looks for damage, in a file of ordinary size.
    private func check() throws(SQLiteError) {
        let bytes = try connection.integer("PRAGMA page_count") * connection.integer("PRAGMA page_size")
        guard bytes <= Self.largestCheckedFile else { return }
        let finding = try connection.text("PRAGMA quick_check(1)")
        guard finding == "ok" else { throw SQLiteError(.corrupt, path: connection.path, detail: finding) }
    }

    /// The rows of one tenant.
    func scope(_ tenant: TenantID) -> TenantScope {
        TenantScope(database: self, tenant: tenant)
    }

    /// The prepared statement; `check` sees its SQL once, before it is prepared.
    func statement(_ sql: String, check: (String) -> Void = { _ in }) throws(SQLiteError) -> SQLiteStatement {
        if let statement = statements[sql] { return statement }
        check(sql)
        let statement = try connection.prepare(sql)
        statements[sql] = statement
        return statement
    }

    /// Runs `body` in a transaction that no other writer can come into.
    func writing<Value>(_ body: () throws -> Value) throws -> Value {
        try transaction("BEGIN IMMEDIATE", body)
    }

    /// Runs `body` on one state of the file.
    func reading<Value>(_ body: () throws -> Value) throws -> Value {
        try transaction("BEGIN", body)
    }

    private func transaction<Value>(_ begin: String, _ body: () throws -> Value) throws -> Value {
        try statement(begin).runOnce()
        do {
            let value = try body()
            try statement("COMMIT").runOnce()
            return value
        } catch {
            try connection.rollBackIfNeeded()
            throw error
        }
    }

    /// Moves the write-ahead log into the file and empties it, so that nothing erased is left in it.
    func emptyLog() throws(SQLiteError) {
        try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }
}

// MARK: - What concerns all tenants

extension TenantDatabase {
    /// At most `limit` tenants after a name, in order; for the upkeep of the file, never for an answer.
    func tenants(after name: String, limit: Int) throws -> [TenantID] {
        let rows = try statement("SELECT tenant FROM tenants WHERE tenant > ?1 ORDER BY tenant LIMIT ?2")
        defer { rows.reset() }
        try rows.bind(name, at: 1)
        try rows.bind(Int64(limit), at: 2)
        var tenants: [TenantID] = []
        while try rows.step() {
            if let tenant = TenantID(rows.text(at: 0)) { tenants.append(tenant) }
        }
        return tenants
    }

    /// How many tenants there are, counted up to a limit.
    func tenantCount(upTo limit: Int) throws -> Int {
        let row = try statement("SELECT count(*) FROM (SELECT 1 FROM tenants LIMIT ?1)")
        defer { row.reset() }
        try row.bind(Int64(limit), at: 1)
        return try row.step() ? Int(row.integer(at: 0)) : 0
    }
}
