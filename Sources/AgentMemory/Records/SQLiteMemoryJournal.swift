public import AgentPrimitives

/// A memory journal in one SQLite file, durable and safe for several processes.
///
/// The file is plain SQLite (WAL mode) with one table, `records`. Calls run on a thread of the journal's own, one after
/// the other; none blocks the cooperative pool.
public actor SQLiteMemoryJournal: MemoryJournal {
    /// The file's path, as given.
    public nonisolated let path: String

    private nonisolated let executor: ThreadExecutor
    /// The open file; `nil` once shut down.
    private var table: SQLiteMemoryTable?

    /// Where the journal's calls run: its own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(path: String) throws(MemoryError) {
        self.path = path
        do throws(ThreadExecutor.StartFailure) {
            executor = try ThreadExecutor()
        } catch {
            throw MemoryError(.storage, "cannot open \(path): \(error); end other work first", underlying: error)
        }
    }

    /// Opens a journal, and for writing creates what is missing: the file with mode 0600, its folders with 0700.
    ///
    /// - Throws: ``MemoryError``: `corrupt` for a damaged file or one that is no database, `readOnly` where writing is asked
    ///   for and not permitted, `storage` for a folder in the file's place, a newer release's file or another program's.
    public static func open(
        at path: String, options: SQLiteOptions = SQLiteOptions()
    ) async throws(MemoryError) -> SQLiteMemoryJournal {
        let journal = try SQLiteMemoryJournal(path: path)
        try await journal.open(options)
        return journal
    }

    private func open(_ options: SQLiteOptions) throws(MemoryError) {
        do throws(SQLiteError) {
            table = try SQLiteMemoryTable(path: path, options: options)
        } catch {
            throw MemoryError(error)
        }
    }

    /// Keeps a record as the newest; one with the same identifier is replaced.
    public func write(_ record: MemoryRecord) throws(MemoryError) {
        try perform { table in try table.write(record) }
    }

    /// At most `limit` records, newest first, of one channel or of all, after the newest `skipped` of them.
    public func recent(
        _ limit: Int, in channel: MemoryChannel?, skipping skipped: Int = 0
    ) throws(MemoryError) -> [MemoryRecord] {
        try perform { table in try table.recent(limit, in: channel, skipping: skipped) }
    }

    /// The records of these identifiers, in the same order; those that are not there are left out.
    public func records(_ identifiers: [String]) throws(MemoryError) -> [MemoryRecord] {
        try perform { table in try table.records(identifiers) }
    }

    /// Moves everything into the file proper and closes it; later calls fail as `closed`, a second shutdown does nothing.
    public func shutdown() throws(MemoryError) {
        guard table != nil else { return }
        defer { table = nil }
        try perform { table in try table.checkpoint() }
    }

    /// Runs a call on the open file; what the database throws leaves as a ``MemoryError``.
    private func perform<Value>(_ body: (SQLiteMemoryTable) throws -> Value) throws(MemoryError) -> Value {
        guard let table else { throw MemoryError(.closed, "the memory \(path) was shut down; open it again") }
        do {
            return try body(table)
        } catch let error as MemoryError {
            throw error
        } catch let error as SQLiteError {
            throw MemoryError(error)
        } catch {
            throw MemoryError(.storage, "\(path): \(error)", underlying: error)
        }
    }
}
