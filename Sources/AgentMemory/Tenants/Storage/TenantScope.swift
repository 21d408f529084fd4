/// The rows of one tenant: the only way to them.
///
/// The first parameter of every statement is the tenant, and it is bound here; a statement without one is a fault of this module
/// and ends the process before it has read a row.
struct TenantScope {
    let database: TenantDatabase
    let tenant: TenantID

    /// Runs a statement that gives no rows.
    func run(_ sql: String, _ values: ColumnValue...) throws {
        try withRows(sql, values) { row in try row.run() }
    }

    /// The first row of a statement; `nil` when there is none.
    func first<Value>(_ sql: String, _ values: ColumnValue..., read: (SQLiteStatement) throws -> Value) throws -> Value?
    {
        try withRows(sql, values) { row in try row.step() ? try read(row) : nil }
    }

    /// Reads rows until there are no more or `read` has enough, which it tells by `false`.
    func each(_ sql: String, _ values: ColumnValue..., read: (SQLiteStatement) throws -> Bool) throws {
        try withRows(sql, values) { row in
            while try row.step() {
                guard try read(row) else { return }
            }
        }
    }

    private func withRows<Value>(
        _ sql: String, _ values: [ColumnValue], _ body: (SQLiteStatement) throws -> Value
    ) throws -> Value {
        let statement = try database.statement(sql) { sql in
            precondition(sql.contains("?1"), "A statement on tenants' rows binds the tenant as ?1; found '\(sql)'.")
        }
        defer { statement.reset() }
        try statement.bind(tenant.rawValue, at: 1)
        return try statement.withBound(values[...], from: 2) { try body(statement) }
    }
}
