internal import CSQLite

/// A copy of a database in the making, by SQLite's own means: correct while the original is written to.
///
/// What this connection writes meanwhile goes to both files; a write by another process makes the copy start anew.
final class SQLiteBackup {
    private let destination: OpaquePointer
    private let backup: OpaquePointer
    /// Outlives the copy, which reads through it.
    private let source: SQLiteConnection
    private let path: String
    private var isOpen = true
    /// How often the copy had to start anew.
    private(set) var restarts = 0

    /// Starts a copy into a new file, which is created for the owner alone.
    init(of source: SQLiteConnection, to path: String) throws(SQLiteError) {
        let location = SQLiteLocation(path)
        try location.prepare(for: .readWrite)
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(location.openingPath, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw SQLiteError(code: code, path: path, detail: String(cString: sqlite3_errstr(code)))
        }
        guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
            let detail = String(cString: sqlite3_errmsg(handle))
            let code = sqlite3_extended_errcode(handle)
            sqlite3_close_v2(handle)
            throw SQLiteError(code: code, path: path, detail: detail)
        }
        destination = handle
        self.backup = backup
        self.source = source
        self.path = path
    }

    deinit {
        close()
    }

    var totalPages: Int { Int(sqlite3_backup_pagecount(backup)) }
    var copiedPages: Int { totalPages - Int(sqlite3_backup_remaining(backup)) }

    /// Copies the next pages, all that are left for a negative count; `false` when the copy is complete.
    func step(pages: Int) throws(SQLiteError) -> Bool {
        let before = copiedPages
        switch sqlite3_backup_step(backup, Int32(clamping: pages)) {
        case SQLITE_DONE: return false
        case SQLITE_OK, SQLITE_BUSY, SQLITE_LOCKED:
            if copiedPages < before { restarts += 1 }
            return true
        case let code:
            throw SQLiteError(code: code, path: path, detail: String(cString: sqlite3_errstr(code)))
        }
    }

    /// Ends the copy, complete or not.
    func close() {
        guard isOpen else { return }
        isOpen = false
        sqlite3_backup_finish(backup)
        sqlite3_close_v2(destination)
    }
}
