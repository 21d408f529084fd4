/// The tables of one kind of database file, as the numbered steps that lead to them.
///
/// A step that was released is never changed; a new release adds steps. The number of the last step that was run stands
/// in the file's `user_version`, the kind of file in its `application_id`.
struct SQLiteSchema: Sendable {
    /// Four letters that tell this kind of file from every other.
    let applicationID: Int32
    /// The SQL of each step; the first makes version 1.
    let migrations: [String]
    /// The oldest version that this release reads as it stands, where a file may not be changed; `nil` for only the present.
    var oldestReadable: Int64?

    /// The version that this release writes.
    var version: Int64 { Int64(migrations.count) }

    /// Brings a file to this release's version, all or nothing.
    ///
    /// - Throws: as ``currentVersion(of:)``, and `readOnly` for an older file that may not be changed.
    func prepare(_ connection: SQLiteConnection, access: SQLiteOptions.Access) throws(SQLiteError) {
        let found = try currentVersion(of: connection)
        if found == version { return }
        guard access == .readWrite else {
            if let oldestReadable, found >= oldestReadable { return }
            // Whoever made the file was stopped before it had tables.
            if found == 0 { throw SQLiteError(.empty, path: connection.path, detail: "it has no tables") }
            throw SQLiteError(
                .readOnly, path: connection.path, detail: "it must be brought to schema version \(version) first")
        }
        try connection.execute("BEGIN IMMEDIATE")
        do throws(SQLiteError) {
            // Read again under the lock: another process may have been faster.
            for step in try Int(currentVersion(of: connection))..<migrations.count {
                try connection.execute(migrations[step])
            }
            try connection.execute("PRAGMA application_id = \(applicationID)")
            try connection.execute("PRAGMA user_version = \(version)")
            try connection.execute("COMMIT")
        } catch {
            try connection.rollBackIfNeeded()
            throw error
        }
    }

    /// The version of a file; 0 for a new one.
    ///
    /// - Throws: `newerSchema` for a file of a later release, `foreign` for a database of another program.
    func currentVersion(of connection: SQLiteConnection) throws(SQLiteError) -> Int64 {
        // One statement sees one state of the file: another process may be making it at this moment.
        let row = try connection.prepare(
            """
            SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
            FROM pragma_application_id, pragma_user_version
            """)
        defer { row.reset() }
        guard try row.step() else { return 0 }
        let (found, current, isNew) = (row.integer(at: 0), row.integer(at: 1), row.integer(at: 2) == 0)
        guard found == Int64(applicationID) || (found == 0 && current == 0 && isNew) else {
            throw SQLiteError(
                .foreign, path: connection.path, detail: "expected application id \(applicationID), found \(found)")
        }
        guard (0...version).contains(current) else {
            throw SQLiteError(
                .newerSchema, path: connection.path, detail: "it has schema version \(current), known is \(version)")
        }
        return current
    }
}
