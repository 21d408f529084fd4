public import AgentPrimitives

/// A memory journal in one SQLite file, durable and safe for several processes.
///
/// The file is plain SQLite (WAL mode): a table `records`, and beside it a full-text index (FTS5, BM25) that is changed in
/// the same transactions. Calls run on a thread of the journal's own, one after the other; none blocks the cooperative pool.
///
/// ```swift
/// let journal = try await EpisodicJournal.open(at: ".agent/memory.sqlite")
/// _ = try await journal.write([record])
/// let matches = try await journal.search("opening hours", limit: 5)
/// try await journal.shutdown()
/// ```
public actor EpisodicJournal: MemoryJournal {
    /// The file's path, as given.
    public nonisolated let path: String

    private nonisolated let executor: ThreadExecutor
    private let time: any TimeSource
    /// The open file; `nil` once shut down.
    private var table: EpisodicTable?
    /// What was deleted as expired and not told yet.
    private var expired = JournalChanges()

    /// Where the journal's calls run: its own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(path: String, time: any TimeSource) throws(MemoryError) {
        self.path = path
        self.time = time
        do throws(ThreadExecutor.StartFailure) {
            executor = try ThreadExecutor()
        } catch {
            throw MemoryError(.storage, "cannot open \(path): \(error); end other work first", underlying: error)
        }
    }

    /// Opens a journal, and for writing creates what is missing: the file with mode 0600, its folders with 0700.
    ///
    /// A file of an earlier release is brought to the present form.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: How it is opened; by default for reading and writing.
    ///   - time: The clock that expiries are judged by.
    /// - Throws: ``MemoryError``: `corrupt` for a damaged file or one that is no database, `readOnly` where writing is asked
    ///   for and not permitted, `storage` for a folder in the file's place, a newer release's file or another program's.
    public static func open(
        at path: String, options: SQLiteOptions = SQLiteOptions(), time: any TimeSource = SystemTimeSource()
    ) async throws(MemoryError) -> EpisodicJournal {
        let journal = try EpisodicJournal(path: path, time: time)
        try await journal.open(options)
        return journal
    }

    private func open(_ options: SQLiteOptions) throws(MemoryError) {
        do throws(SQLiteError) {
            table = try EpisodicTable(path: path, options: options)
        } catch {
            throw MemoryError(error)
        }
    }

    /// Keeps records as the newest, all or none; one with the same identifier is replaced.
    public func write(_ records: [MemoryRecord]) throws(MemoryError) -> JournalReceipt {
        try perform { table in
            // Before, since a failure behind the commit would deny what is durable.
            try sweep(table, at: time.now())
            var receipt = try table.write(records)
            // Told along with it, so that nobody has to ask for it apart.
            receipt.changes.erased += expired.erased
            receipt.changes.restored += expired.restored
            expired = JournalChanges()
            return receipt
        }
    }

    /// The records that a query means, in its order.
    public func entries(_ query: MemoryQuery) throws(MemoryError) -> [MemoryEntry] {
        try reading { table, now in try table.entries(query, at: now) }
    }

    /// The records of these identifiers, in the same order, also those behind a summary; absent ones are left out.
    public func entries(named identifiers: [String]) throws(MemoryError) -> [MemoryEntry] {
        try reading { table, now in try table.entries(named: identifiers, at: now) }
    }

    /// The names of the records that have words of a text, best first; empty for a text without words.
    public func ranking(of text: String, limit: Int, filter: MemoryFilter) throws(MemoryError) -> [String] {
        guard let query = FullTextQuery(text) else { return [] }
        return try reading { table, now in
            try table.ranking(query.expression, limit: limit, filter: filter, at: now).map(\.id)
        }
    }

    /// The records that have words of a text, best first, each with the part of it that fits.
    ///
    /// Words count as they stand, without their accents and in either case; operators and quotes mean nothing.
    ///
    /// - Parameters:
    ///   - text: The words.
    ///   - limit: How many records at most; none for 0 and less.
    ///   - filter: Which records are looked at.
    ///   - matchesPrefixes: Whether a word also finds the longer ones that begin with it.
    /// - Throws: ``MemoryError``.
    public func search(
        _ text: String, limit: Int, filter: MemoryFilter = .everything, matchesPrefixes: Bool = false
    ) throws(MemoryError) -> [MemoryTextMatch] {
        guard let query = FullTextQuery(text) else { return [] }
        let expression = matchesPrefixes ? query.prefixExpression : query.expression
        return try reading { table, now in
            try table.ranking(expression, limit: limit, filter: filter, at: now).flatMap { id, score in
                try table.entries(named: [id], at: now).map { entry in
                    MemoryTextMatch(
                        entry: entry, score: score,
                        snippet: try table.snippet(expression, at: entry.sequence, words: Self.snippetWords))
                }
            }
        }
    }

    /// The names of the selected records, those behind a summary included.
    public func identifiers(_ selection: MemorySelection) throws(MemoryError) -> [String] {
        try reading { table, now in
            switch selection {
            case .records(let identifiers): try table.present(identifiers, at: now)
            case .matching(let filter): try table.identifiers(filter, at: now)
            }
        }
    }

    /// Erases records for good, with every summary that was made of one of them.
    ///
    /// Nothing of them stays in the file: pages, search index and write-ahead log are overwritten. The search index is
    /// rewritten for it, which takes about a second for a hundred thousand records. Where that fails the records are gone all
    /// the same, and the next erasure or opening makes up for it.
    public func erase(_ identifiers: [String]) throws(MemoryError) -> JournalChanges {
        try perform { table in try table.erase(identifiers) }
    }

    /// Deletes what is expired, and tells of all that went for this reason since the last call.
    public func expire() throws(MemoryError) -> JournalChanges {
        try perform { table in
            let now = time.now()
            while table.canWrite, let changes = try table.expire(at: now) { note(changes) }
        }
        defer { expired = JournalChanges() }
        return expired
    }

    /// Keeps a summary as the newest record, and takes its sources out of lists and searches.
    public func summarize(
        _ sources: [MemorySource], as summary: MemoryRecord
    ) throws(MemoryError) -> JournalReceipt {
        try perform { table in try table.summarize(sources, as: summary, at: time.now()) }
    }

    /// The number that is kept under a name, such as the place that an index has reached.
    public func mark(_ name: String) throws(MemoryError) -> UInt64? {
        try perform { table in try table.mark("index:" + name) }
    }

    /// Keeps a number under a name.
    public func setMark(_ name: String, to value: UInt64) throws(MemoryError) {
        try perform { table in try table.setMark("index:" + name, to: value) }
    }

    /// What is kept, counted; every record is looked at.
    public func statistics() throws(MemoryError) -> JournalStatistics {
        try reading { table, now in try table.statistics(at: now) }
    }

    /// Moves everything into the file proper and closes it; later calls fail as `closed`, a second shutdown does nothing.
    public func shutdown() throws(MemoryError) {
        guard table != nil else { return }
        defer { table = nil }
        try perform { table in try table.connection.checkpoint() }
    }
}

extension EpisodicJournal {
    /// Words of a snippet.
    private static let snippetWords = 24

    /// Runs a call that reads, after what is expired by now is gone for good.
    private func reading<Value>(_ body: (EpisodicTable, Timestamp) throws -> Value) throws(MemoryError) -> Value {
        try perform { table in
            let now = time.now()
            try sweep(table, at: now)
            return try body(table, now)
        }
    }

    /// Deletes some of what is expired.
    private func sweep(_ table: EpisodicTable, at now: Timestamp) throws {
        guard table.canWrite else { return }
        do {
            if let changes = try table.expire(at: now) { note(changes) }
        } catch let error as SQLiteError where [.busy, .full, .readOnly].contains(error.reason) {
            // The call goes on: what is expired is not shown, and goes with a later one.
        }
    }

    /// Keeps what an index has to forget, within bounds: a name that drops out costs it no more than a place.
    private func note(_ changes: JournalChanges) {
        expired.erased = (expired.erased + changes.erased).suffix(10_000)
        expired.restored = (expired.restored + changes.restored).suffix(10_000)
    }

    /// Runs a call on the open file; what the database throws leaves as a ``MemoryError``.
    private func perform<Value>(_ body: (EpisodicTable) throws -> Value) throws(MemoryError) -> Value {
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
