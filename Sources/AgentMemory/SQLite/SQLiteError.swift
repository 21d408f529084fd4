internal import CSQLite

/// A failure of the database layer, with the sentence that the module's public errors pass on.
struct SQLiteError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, as far as a caller acts on it.
    let reason: Reason
    /// The database file.
    let path: String
    /// What SQLite or the system said.
    let detail: String
    /// SQLite's extended result code; 0 when SQLite was not asked.
    let code: Int32

    init(_ reason: Reason, path: String, detail: String, code: Int32 = 0) {
        self.reason = reason
        self.path = path
        self.detail = detail
        self.code = code
    }

    /// Sorts an extended result code.
    init(code: Int32, path: String, detail: String) {
        self.init(Reason(code: code), path: path, detail: detail, code: code)
    }

    /// What was expected, what was found and what to do.
    var description: String {
        switch reason {
        case .busy:
            "\(path) stayed locked by another process for longer than the busy timeout; end that process or wait for it"
        case .cannotOpen:
            "cannot open \(path): \(detail); check the path and the rights of its folder"
        case .constraint:
            "\(path) already holds such a row (\(detail)); read it again before writing"
        case .corrupt:
            "\(path) is damaged (\(detail)); keep it for salvage and restore a copy, or choose another path"
        case .empty:
            "\(path) holds nothing yet (\(detail)); write something first"
        case .foreign:
            "\(path) belongs to another program (\(detail)); choose another path"
        case .full:
            "there is no room to write \(path) (\(detail)); free space on its disk and try again"
        case .newerSchema:
            "\(path) was written by a newer release (\(detail)); use that release or a later one"
        case .notDatabase:
            "expected an SQLite database at \(path), found another kind of file; move it away or choose another path"
        case .readOnly:
            "\(path) may not be written (\(detail)); change its rights or those of its folder, or keep the state elsewhere (--state DIR)"
        case .tooLarge:
            "a value is larger than \(path) can hold (\(detail)); store it in parts"
        case .other:
            "\(path) cannot be read or written (\(detail), code \(code)); check its disk"
        }
    }
}

extension SQLiteError {
    /// What went wrong, as far as a caller acts on it.
    enum Reason: Sendable {
        case busy, cannotOpen, constraint, corrupt, empty, foreign, full, newerSchema, notDatabase, readOnly, tooLarge,
            other

        /// SQLite's SQLITE_IOERR_SHMSIZE.
        static let lockFileSize: Int32 = 4874

        /// Sorts an extended result code by its primary code, the low byte.
        init(code: Int32) {
            // No room for the file of locks beside the database is no room.
            guard code != Self.lockFileSize else {
                self = .full
                return
            }
            self =
                switch code & 0xFF {
                case SQLITE_BUSY, SQLITE_LOCKED: .busy
                case SQLITE_CANTOPEN: .cannotOpen
                case SQLITE_CONSTRAINT: .constraint
                case SQLITE_CORRUPT: .corrupt
                case SQLITE_FULL: .full
                case SQLITE_NOTADB: .notDatabase
                case SQLITE_READONLY, SQLITE_PERM: .readOnly
                case SQLITE_TOOBIG: .tooLarge
                default: .other
                }
        }
    }
}
