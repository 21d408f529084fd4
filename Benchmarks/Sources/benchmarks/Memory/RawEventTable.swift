import CSQLitePeer

/// An event log's append by hand with SQLite's C interface.
///
/// The same rows go to the same tables on the calling thread, but nothing is hashed, checked or encoded: the floor.
final class RawEventTable {
    private var handle: OpaquePointer?
    private var insert: OpaquePointer?
    private var upsert: OpaquePointer?
    private var sequence: Int64 = 0
    private let payload: [UInt8]

    init(_ path: String, synchronous: String, payload: [UInt8]) {
        self.payload = payload
        sqlite3_open(path, &handle)
        for sql in [
            "PRAGMA page_size = 2048", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = \(synchronous)",
            "PRAGMA wal_autocheckpoint = 8192",
            """
            CREATE TABLE events (position INTEGER PRIMARY KEY, session TEXT NOT NULL, sequence INTEGER NOT NULL,
                time INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, blob TEXT, hash TEXT NOT NULL, key TEXT,
                UNIQUE (session, sequence))
            """,
            """
            CREATE TABLE sessions (session TEXT PRIMARY KEY NOT NULL, events INTEGER NOT NULL, hash TEXT NOT NULL,
                started INTEGER NOT NULL, updated INTEGER NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL)
                WITHOUT ROWID
            """,
        ] { execute(sql) }
        sqlite3_prepare_v2(
            handle,
            "INSERT INTO events (session, sequence, time, kind, payload, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", -1,
            &insert, nil)
        sqlite3_prepare_v2(handle, "REPLACE INTO sessions VALUES (?1, ?2, ?3, 1, 1, ?4, 1)", -1, &upsert, nil)
    }

    deinit {
        sqlite3_finalize(insert)
        sqlite3_finalize(upsert)
        sqlite3_close(handle)
    }

    /// Inserts rows in one transaction.
    func append(_ count: Int) {
        execute("BEGIN IMMEDIATE")
        for _ in 0..<count {
            sequence += 1
            bind("ses_benchmark", 1, insert)
            sqlite3_bind_int64(insert, 2, sequence)
            sqlite3_bind_int64(insert, 3, 1_700_000_000_000_000)
            bind("benchmark.step", 4, insert)
            payload.withUnsafeBytes { bytes in
                _ = sqlite3_bind_text64(
                    insert, 5, bytes.bindMemory(to: CChar.self).baseAddress, UInt64(bytes.count),
                    csqlite_peer_transient(), UInt8(SQLITE_UTF8))
            }
            bind(Self.hash, 6, insert)
            step(insert)
        }
        bind("ses_benchmark", 1, upsert)
        sqlite3_bind_int64(upsert, 2, sequence)
        bind(Self.hash, 3, upsert)
        bind("benchmark.step", 4, upsert)
        step(upsert)
        execute("COMMIT")
    }

    private static let hash = String(repeating: "0123456789abcdef", count: 4)

    private func bind(_ text: String, _ index: Int32, _ statement: OpaquePointer?) {
        sqlite3_bind_text(statement, index, text, -1, csqlite_peer_transient())
    }

    private func step(_ statement: OpaquePointer?) {
        let status = sqlite3_step(statement)
        precondition(status == SQLITE_DONE, "The peer must be able to write; SQLite says \(status)")
        sqlite3_reset(statement)
    }

    private func execute(_ sql: String) {
        let status = sqlite3_exec(handle, sql, nil, nil, nil)
        precondition(status == SQLITE_OK, "The peer must be able to write; SQLite says \(status)")
    }
}
