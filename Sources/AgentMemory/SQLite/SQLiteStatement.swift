internal import CSQLite

/// A prepared statement, kept by its owner and run again and again.
///
/// Use: bind, step, read the row's columns, and reset however it ended (`defer`). Parameters count from 1, columns from 0.
final class SQLiteStatement {
    private let handle: OpaquePointer
    /// Outlives the statement, whose handle depends on it.
    private let connection: SQLiteConnection

    init(_ handle: OpaquePointer, of connection: SQLiteConnection) {
        self.handle = handle
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Goes to the next row; `false` at the end.
    func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw connection.error(code)
        }
    }

    /// Runs a statement that gives no rows.
    func run() throws(SQLiteError) {
        while try step() {}
    }

    /// Runs a statement that takes no parameters and gives no rows, and makes it ready again.
    func runOnce() throws(SQLiteError) {
        defer { reset() }
        try run()
    }

    /// Makes the statement ready for its next use and lets go of bound memory.
    func reset() {
        // The result repeats the error of the last step, which was thrown there.
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }
}

// MARK: - Parameters

extension SQLiteStatement {
    func bind(_ value: Int64, at index: Int32) throws(SQLiteError) {
        try connection.check(sqlite3_bind_int64(handle, index, value))
    }

    /// Binds a short text; SQLite copies it.
    func bind(_ text: String, at index: Int32) throws(SQLiteError) {
        var text = text
        let code = text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { characters in
                sqlite3_bind_text64(
                    handle, index, characters.baseAddress ?? Self.emptyText, UInt64(characters.count),
                    csqlite_transient(), UInt8(SQLITE_UTF8))
            }
        }
        try connection.check(code)
    }

    /// Binds UTF-8 text without a copy: the memory must stay as it is until ``reset()``.
    func bind(uncopiedText bytes: UnsafeBufferPointer<UInt8>, at index: Int32) throws(SQLiteError) {
        let code = bytes.withMemoryRebound(to: CChar.self) { characters in
            sqlite3_bind_text64(
                handle, index, characters.baseAddress ?? Self.emptyText, UInt64(characters.count), nil,
                UInt8(SQLITE_UTF8))
        }
        try connection.check(code)
    }

    /// Binds bytes without a copy: the memory must stay as it is until ``reset()``.
    func bind(uncopiedBlob bytes: UnsafeBufferPointer<UInt8>, at index: Int32) throws(SQLiteError) {
        guard let start = bytes.baseAddress else {
            return try connection.check(sqlite3_bind_zeroblob(handle, index, 0))
        }
        try connection.check(sqlite3_bind_blob64(handle, index, start, UInt64(bytes.count), nil))
    }

    // Safe: never written and never freed. A nil pointer would bind NULL instead of an empty text.
    private nonisolated(unsafe) static let emptyText: UnsafePointer<CChar> = {
        let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        pointer.initialize(to: 0)
        return UnsafePointer(pointer)
    }()
}

// MARK: - Columns

extension SQLiteStatement {
    func isNull(at column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func integer(at column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    func real(at column: Int32) -> Double {
        sqlite3_column_double(handle, column)
    }

    func text(at column: Int32) -> String {
        withBytes(at: column) { String(decoding: $0, as: UTF8.self) }
    }

    func bytes(at column: Int32) -> [UInt8] {
        withBytes(at: column) { Array($0) }
    }

    /// Lends the bytes of a text or blob; they are gone after the next step or reset.
    func withBytes<Value>(at column: Int32, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        let start = sqlite3_column_blob(handle, column)
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }
}
