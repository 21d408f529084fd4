internal import CSQLite

/// One connection to a database file; its owner uses it from one thread at a time.
///
/// The file is in WAL mode: readers and one writer, of this and of other processes, do not disturb each other, and what
/// was committed survives a crash of the process. The connection closes with the last reference to it or its statements.
final class SQLiteConnection {
    let path: String
    /// SQLite's own connection; for the parts of its interface that have a type of their own here, such as backups.
    let handle: OpaquePointer

    /// Opens, and for writing creates, a database file.
    ///
    /// A file that `schema` does not know is refused before anything in it is changed, any other brought to its version.
    init(path: String, options: SQLiteOptions, schema: SQLiteSchema? = nil) throws(SQLiteError) {
        let location = SQLiteLocation(path)
        try location.prepare(for: options.access)
        self.path = path
        handle =
            switch options.access {
            case .readWrite: try Self.open(location.openingPath, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, path)
            case .readOnly where options.isAtRest && !location.hasPendingCommits:
                try Self.open(location.immutableURI, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, path)
            case .readOnly: try Self.openForReading(location)
            }
        try configure(options)
        _ = try schema?.currentVersion(of: self)
        if options.access == .readWrite { try configureWriting(options) }
        try schema?.prepare(self, access: options.access)
    }

    deinit {
        // Version 2 waits for statements that are still there, so that the order of releases does not matter.
        sqlite3_close_v2(handle)
    }

    /// Runs SQL that gives no rows and takes no parameters.
    func execute(_ sql: String) throws(SQLiteError) {
        try check(sqlite3_exec(handle, sql, nil, nil, nil))
    }

    /// Compiles one statement for repeated use.
    func prepare(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
        guard let statement else {
            throw SQLiteError(.other, path: path, detail: "expected one SQL statement, found none")
        }
        return SQLiteStatement(statement, of: self)
    }

    /// The one number that a statement such as `PRAGMA user_version` gives.
    func integer(_ sql: String) throws(SQLiteError) -> Int64 {
        let statement = try prepare(sql)
        return try statement.step() ? statement.integer(at: 0) : 0
    }

    /// The one text that a statement such as `PRAGMA journal_mode` gives.
    func text(_ sql: String) throws(SQLiteError) -> String {
        let statement = try prepare(sql)
        return try statement.step() ? statement.text(at: 0) : ""
    }

    /// The identifier of the row inserted last.
    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Whether a transaction is open.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// The number of rows that the last statement inserted, changed or deleted.
    var changedRows: Int { Int(sqlite3_changes64(handle)) }

    /// Ends a transaction that is still open after a failure; some failures have ended it themselves.
    func rollBackIfNeeded() throws(SQLiteError) {
        if isInTransaction { try execute("ROLLBACK") }
    }

    /// Moves what the write-ahead log holds into the file, as far as no reader needs it.
    func checkpoint() throws(SQLiteError) {
        guard sqlite3_db_readonly(handle, "main") == 0 else { return }
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        // Another connection at work on the log is no failure: it, or the next opening, moves the rest.
        if code & 0xFF != SQLITE_BUSY && code & 0xFF != SQLITE_LOCKED { try check(code) }
    }

    /// Throws for every result code but success.
    func check(_ code: Int32) throws(SQLiteError) {
        if code != SQLITE_OK { throw error(code) }
    }

    /// Describes the call that just failed.
    func error(_ code: Int32) -> SQLiteError {
        SQLiteError(code: code, path: path, detail: String(cString: sqlite3_errmsg(handle)))
    }
}

// MARK: - Opening

extension SQLiteConnection {
    private static func open(_ name: String, _ flags: Int32, _ path: String) throws(SQLiteError) -> OpaquePointer {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            let detail = String(cString: handle.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
            sqlite3_close_v2(handle)
            throw SQLiteError(code: code, path: path, detail: detail)
        }
        return handle
    }

    /// Opens a file for reading, also where no lock file can be made beside it.
    ///
    /// WAL mode needs that file. Where it cannot be made nobody can write either, so that the database may be read as one
    /// that does not change, provided that no commits wait in a log.
    private static func openForReading(_ location: SQLiteLocation) throws(SQLiteError) -> OpaquePointer {
        let handle = try open(location.openingPath, SQLITE_OPEN_READONLY, location.path)
        let code = sqlite3_exec(handle, "SELECT 1 FROM sqlite_schema LIMIT 1", nil, nil, nil)
        let reason = code & 0xFF
        guard reason == SQLITE_CANTOPEN || reason == SQLITE_READONLY || code == SQLiteError.Reason.lockFileSize else {
            return handle
        }
        sqlite3_close_v2(handle)
        guard !location.hasPendingCommits else {
            throw SQLiteError(
                .cannotOpen, path: location.path,
                detail: "commits wait in \(location.path)-wal; copy both to a folder that may be written", code: code)
        }
        return try open(location.immutableURI, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, location.path)
    }

    private func configure(_ options: SQLiteOptions) throws(SQLiteError) {
        try check(sqlite3_busy_timeout(handle, options.busyTimeout.wholeMilliseconds))
        // The file may come from anywhere: its schema must not be able to run anything or break its own invariants.
        try check(csqlite_db_config_bool(handle, SQLITE_DBCONFIG_DEFENSIVE, 1))
        try check(csqlite_db_config_bool(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0))
        try execute("PRAGMA cell_size_check = ON")
        try execute("PRAGMA foreign_keys = ON")
    }

    private func configureWriting(_ options: SQLiteOptions) throws(SQLiteError) {
        guard sqlite3_db_readonly(handle, "main") == 0 else {
            throw SQLiteError(.readOnly, path: path, detail: "the file or its disk is write-protected")
        }
        // Counts for a new file only. Half of SQLite's default, since a commit logs whole pages: small appends then move
        // half the bytes, which made them a quarter faster, and payloads of several pages were no slower.
        try execute("PRAGMA page_size = 2048")
        try enterWriteAheadLogging(patience: options.busyTimeout)
        switch options.durability {
        case .normal: try execute("PRAGMA synchronous = NORMAL")
        case .full: try execute("PRAGMA synchronous = FULL")
        }
        let pageBytes = try Int(integer("PRAGMA page_size"))
        try check(sqlite3_wal_autocheckpoint(handle, Int32(clamping: options.checkpointBytes / max(pageBytes, 1))))
        // A log that grew under a long reader is cut back to this size by the next checkpoint.
        try execute("PRAGMA journal_size_limit = 67108864")
    }

    /// Switches the file to WAL mode, where it stays.
    ///
    /// SQLite does not wait for its busy timeout here: of several that open a new file at once all but one are refused.
    private func enterWriteAheadLogging(patience: Duration) throws(SQLiteError) {
        let pause: Int32 = 2
        var attempts = patience.wholeMilliseconds / pause
        var mode: String?
        while mode == nil {
            do throws(SQLiteError) {
                mode = try text("PRAGMA journal_mode = WAL")
            } catch {
                guard error.reason == .busy, attempts > 0 else { throw error }
                attempts -= 1
                sqlite3_sleep(pause)
            }
        }
        guard mode == "wal" else {
            throw SQLiteError(
                .cannotOpen, path: path, detail: "its file system has no shared memory for a write-ahead log")
        }
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int32 {
        // Three weeks at most, which in milliseconds still is an Int32.
        let seconds = min(max(components.seconds, 0), 2_000_000)
        return Int32(seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
