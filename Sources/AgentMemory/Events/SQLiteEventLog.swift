public import AgentPrimitives

/// An event log in one SQLite file: the default store, durable and safe for several processes.
///
/// The file is plain SQLite (WAL mode): table `events` holds one row for each event with its `session`, `sequence`, `time`,
/// `kind`, `payload` and `hash` as readable text and numbers, table `blobs` the large payloads, table `sessions` where
/// each session's chain ends. A hash covers the full payload, also of one that is kept as a blob.
///
/// Calls run on a thread of the log's own, one after the other; none blocks the cooperative pool. An append that has begun
/// is finished even when its task is cancelled: a caller that did not know whether an event was recorded could neither
/// act on it nor repeat it. Reading is bounded by its limit and by ``EventLogLimits/pageBytes``: a page may be shorter
/// than asked for, and only an empty one means the end.
///
/// ```swift
/// try await SQLiteEventLog.withLog(at: ".agent/sessions.sqlite") { log in
///     for session in try await log.sessions(limit: 10) { print(session.session, session.events) }
/// }
/// ```
public actor SQLiteEventLog: EventLog {
    /// The file's path, as given.
    public nonisolated let path: String

    private nonisolated let executor: ThreadExecutor
    /// The open file; `nil` once shut down.
    private var store: SQLiteEventStore?

    /// Where the log's calls run: its own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(path: String) throws(EventLogError) {
        self.path = path
        do throws(ThreadExecutor.StartFailure) {
            executor = try ThreadExecutor()
        } catch {
            throw EventLogError(.storage, "cannot open \(path): \(error); end other work first", underlying: error)
        }
    }

    /// Opens a log, and for writing creates what is missing: the file with mode 0600, its folders with 0700.
    ///
    /// A file of an older release is brought to this release's schema; what a crash left in the write-ahead log is
    /// taken over. The caller ends the log with ``shutdown()``.
    ///
    /// - Throws: `corrupt` for a damaged file or one that is no database, `readOnly` where writing is asked for and not
    ///   permitted, `storage` for a folder in the file's place, a newer release's file or another program's.
    public static func open(
        at path: String, options: SQLiteOptions = SQLiteOptions(), limits: EventLogLimits = EventLogLimits()
    ) async throws(EventLogError) -> SQLiteEventLog {
        let log = try SQLiteEventLog(path: path)
        try await log.open(options, limits)
        return log
    }

    /// Opens a log for as long as `body` runs, and shuts it down after.
    ///
    /// - Throws: what ``open(at:options:limits:)``, `body` or ``shutdown()`` throws, the first of them.
    public static func withLog<Value>(
        at path: String, options: SQLiteOptions = SQLiteOptions(), limits: EventLogLimits = EventLogLimits(),
        _ body: (SQLiteEventLog) async throws -> Value
    ) async throws -> Value {
        let log = try await open(at: path, options: options, limits: limits)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(log))
        } catch {
            result = .failure(error)
        }
        do {
            try await log.shutdown()
        } catch {
            _ = try result.get()
            throw error
        }
        return try result.get()
    }

    private func open(_ options: SQLiteOptions, _ limits: EventLogLimits) throws(EventLogError) {
        do throws(SQLiteError) {
            store = try SQLiteEventStore(path: path, options: options, limits: limits)
        } catch {
            throw EventLogError(error)
        }
    }

    /// Moves everything into the file proper and closes it; later calls fail as `closed`, a second shutdown does nothing.
    ///
    /// - Throws: `EventLogError` when the write-ahead log could not be moved; nothing is lost, the next opening does it.
    public func shutdown() throws(EventLogError) {
        guard store != nil else { return }
        defer { store = nil }
        try perform { store in try store.checkpoint() }
    }

    /// Appends events behind `expected` in one transaction, and returns the new head.
    ///
    /// - Throws: `EventLogError`: `conflict` when the session does not end at `expected`, also by another process's hand;
    ///   `invalid` for a payload over the limit; `full`, `readOnly`, `corrupt` or `storage` when the file fails. Nothing
    ///   was appended then.
    public func append(
        _ drafts: [EventDraft], to session: SessionID, expecting expected: UInt64
    ) throws(EventLogError) -> EventHead {
        try perform { store in try store.append(drafts, to: session, expecting: expected) }
    }

    /// At most `limit` events from `sequence` on, in order; empty beyond the end and for an unknown session.
    ///
    /// - Throws: `EventLogError`: `corrupt` with the sequence of the first event that is missing or cannot be read.
    ///   Whether hashes are right is for the replay to tell.
    public func read(_ session: SessionID, from sequence: UInt64, limit: Int) throws(EventLogError) -> [Event] {
        try perform { store in try store.read(session, from: sequence, limit: limit) }
    }

    /// How far a session's log reaches; `EventHead.empty` for an unknown session.
    public func head(of session: SessionID) throws(EventLogError) -> EventHead {
        try perform { store in try store.head(of: session) }
    }

    /// The recorded sessions, the most recently written first.
    public func sessions(limit: Int) throws(EventLogError) -> [SessionSummary] {
        try perform { store in try store.sessions(limit: limit) }
    }

    /// Keeps bytes under their SHA-256 digest; keeping the same bytes twice costs nothing.
    public func store(blob bytes: [UInt8]) throws(EventLogError) -> SHA256Digest {
        try perform { store in try store.store(blob: bytes) }
    }

    /// The bytes of a digest; `nil` when there are none.
    ///
    /// - Throws: `EventLogError`: `corrupt` when the bytes do not match their digest.
    public func blob(_ digest: SHA256Digest) throws(EventLogError) -> [UInt8]? {
        try perform { store in try store.blob(digest) }
    }

    /// Runs a call on the open file; what the database throws leaves as an `EventLogError`.
    private func perform<Value>(_ body: (SQLiteEventStore) throws -> Value) throws(EventLogError) -> Value {
        guard let store else {
            throw EventLogError(.closed, "the event log \(path) was shut down; open it again")
        }
        do {
            return try body(store)
        } catch let error as EventLogError {
            throw error
        } catch let error as SQLiteError {
            throw EventLogError(error)
        } catch {
            throw EventLogError(.storage, "\(path): \(error)", underlying: error)
        }
    }
}
