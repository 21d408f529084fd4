internal import AgentPrimitives

/// The journal's tables behind one connection.
///
/// Every call blocks and throws ``MemoryError`` or ``SQLiteError``; ``EpisodicJournal`` keeps both from its callers.
final class EpisodicTable {
    let connection: SQLiteConnection
    let canWrite: Bool
    /// Compiled statements by their text; the texts are few, see ``RecordConditions``.
    private var statements: [String: SQLiteStatement] = [:]

    init(path: String, options: SQLiteOptions) throws(SQLiteError) {
        connection = try SQLiteConnection(path: path, options: options, schema: .memory)
        canWrite = options.access == .readWrite
        // What is erased is overwritten, not only unlinked.
        guard canWrite else { return }
        try connection.execute("PRAGMA secure_delete = ON")
        try purgeIfNeeded()
    }

    /// The statement of a text, compiled once; whoever uses it resets it.
    func statement(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        if let statement = statements[sql] { return statement }
        let statement = try connection.prepare(sql)
        statements[sql] = statement
        return statement
    }

    /// Runs `body` in one transaction that takes the writer's lock at once.
    func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try statement("BEGIN IMMEDIATE").runOnce()
        do {
            let value = try body()
            try statement("COMMIT").runOnce()
            return value
        } catch {
            try connection.rollBackIfNeeded()
            throw error
        }
    }

    /// The texts in the first column of what a statement gives for one text.
    func texts(_ sql: String, _ parameter: String) throws(SQLiteError) -> [String] {
        let rows = try statement(sql)
        defer { rows.reset() }
        try rows.bind(parameter, at: 1)
        var texts: [String] = []
        while try rows.step() { texts.append(rows.text(at: 0)) }
        return texts
    }

    func mark(_ name: String) throws(SQLiteError) -> UInt64? {
        let row = try statement("SELECT value FROM marks WHERE name = ?1")
        defer { row.reset() }
        try row.bind(name, at: 1)
        return try row.step() ? UInt64(clamping: row.integer(at: 0)) : nil
    }

    func setMark(_ name: String, to value: UInt64) throws(SQLiteError) {
        let upsert = try statement(
            "INSERT INTO marks (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        defer { upsert.reset() }
        try upsert.bind(name, at: 1)
        try upsert.bind(Int64(clamping: value), at: 2)
        try upsert.run()
    }

    /// The last position that was ever given.
    func lastPosition() throws(SQLiteError) -> UInt64 {
        let row = try statement("SELECT max(position) FROM records")
        defer { row.reset() }
        let last = try row.step() ? UInt64(clamping: row.integer(at: 0)) : 0
        return try max(last, mark("floor") ?? 0)
    }

    /// Overwrites what may still stand of erased records, if there is anything.
    ///
    /// In the search index deletions are mere notes until its parts are merged, and the write-ahead log holds older pages. Noted
    /// in the file, so that a crash or a full disk in between puts it off but does not skip it; so does a reader elsewhere that
    /// still needs the log.
    func purgeIfNeeded() throws(SQLiteError) {
        guard canWrite, try mark("purge") == 1 else { return }
        try connection.execute("INSERT INTO records_text (records_text) VALUES ('optimize')")
        guard try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0 else { return }
        try setMark("purge", to: 0)
    }
}
