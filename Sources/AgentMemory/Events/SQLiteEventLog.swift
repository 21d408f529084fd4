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
    /// Appends that no transaction has taken yet.
    private nonisolated let waiting = AppendQueue()
    /// The results of appends whose callers have not come for them yet.
    private var settled: [AppendQueue.Ticket: Result<EventHead, EventLogError>] = [:]

    /// Copies in the making, by number.
    var backups: [Int: SQLiteBackup] = [:]

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
    /// A file of an older release is brought to this release's schema, unless it is opened for reading only; what a crash
    /// left in the write-ahead log is taken over. The caller ends the log with ``shutdown()``.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: How the file is opened.
    ///   - limits: How large events may be, and how much is done at once.
    ///   - encryption: The keys of payloads, blobs and snapshots; by default they are kept readable.
    ///   - time: Tells how long a blob has been stored; events bring their own times.
    /// - Throws: `corrupt` for a damaged file or one that is no database, `readOnly` where writing is asked for and not
    ///   permitted, `wrongKey` where a key that the file needs is missing or another one, before anything is written,
    ///   `storage` for a folder in the file's place, a newer release's file or another program's.
    public static func open(
        at path: String, options: SQLiteOptions = SQLiteOptions(), limits: EventLogLimits = EventLogLimits(),
        encryption: EventLogEncryption? = nil, time: any TimeSource = SystemTimeSource()
    ) async throws(EventLogError) -> SQLiteEventLog {
        guard let encryption else {
            let log = try SQLiteEventLog(path: path)
            try await log.open(options, limits, time)
            try await log.expectPlaintext()
            return log
        }
        var keys = [encryption.currentKey: try await encryption.key(encryption.currentKey)]
        let log = try SQLiteEventLog(path: path)
        for id in try await log.open(options, limits, time) where keys[id] == nil {
            keys[id] = try await encryption.key(id)
        }
        try await log.adopt(EventCipher(currentKey: encryption.currentKey, keys: keys), options.access)
        return log
    }

    /// Opens a log for as long as `body` runs, and shuts it down after.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: How the file is opened.
    ///   - limits: How large events may be, and how much is done at once.
    ///   - encryption: The keys of payloads, blobs and snapshots; by default they are kept readable.
    ///   - time: Tells how long a blob has been stored.
    ///   - body: What is done with the log.
    /// - Throws: what ``open(at:options:limits:encryption:time:)``, `body` or ``shutdown()`` throws, the first of them.
    public static func withLog<Value>(
        at path: String, options: SQLiteOptions = SQLiteOptions(), limits: EventLogLimits = EventLogLimits(),
        encryption: EventLogEncryption? = nil, time: any TimeSource = SystemTimeSource(),
        _ body: (SQLiteEventLog) async throws -> Value
    ) async throws -> Value {
        let log = try await open(at: path, options: options, limits: limits, encryption: encryption, time: time)
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

    /// Moves everything into the file proper and closes it; later calls fail as `closed`, a second shutdown does nothing.
    ///
    /// - Throws: `EventLogError` when the write-ahead log could not be moved; nothing is lost, the next opening does it.
    public func shutdown() throws(EventLogError) {
        guard store != nil else { return }
        defer { store = nil }
        for backup in backups.values { backup.close() }
        backups = [:]
        try perform { store in try store.checkpoint() }
    }

    /// Appends events behind `expected`, all or none, and returns the new head.
    ///
    /// Appends that wait at the same time share one transaction, in which each succeeds or fails by itself.
    ///
    /// - Parameters:
    ///   - drafts: The events, in order.
    ///   - session: The session that they belong to.
    ///   - expected: The place of the session's last event, as the caller knows it.
    /// - Throws: `EventLogError`: `conflict` when the session does not end at `expected`, also by another process's hand;
    ///   `invalid` for a payload over the limit; `full`, `readOnly`, `corrupt` or `storage` when the file fails. Nothing
    ///   was appended then.
    public nonisolated func append(
        _ drafts: [EventDraft], to session: SessionID, expecting expected: UInt64
    ) async throws(EventLogError) -> EventHead {
        let append = PendingAppend(drafts: drafts, session: session, expected: expected)
        return try await settle(waiting.add(append)).get()
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

    // These two are `async` although they need not be: as the protocol's default is, and a call would else prefer that.

    /// Keeps a session's folded state; of each format the newest ``EventLogLimits/snapshotsKept`` stay.
    ///
    /// - Throws: `EventLogError`: `invalid` when the snapshot's head is no event of the log or its state is over the limit.
    public func save(_ snapshot: SessionSnapshot) async throws(EventLogError) {
        try perform { store in try store.save(snapshot) }
    }

    /// The latest whole snapshot of that format at or before event `last` whose head is an event of the log.
    ///
    /// One that is damaged is passed over, since the events lead to the same state.
    public func snapshot(
        of session: SessionID, format: String, through last: UInt64
    ) async throws(EventLogError) -> SessionSnapshot? {
        try perform { store in try store.snapshot(of: session, format: format, through: last) }
    }
}

// MARK: - The log's thread

extension SQLiteEventLog {
    @discardableResult
    private func open(
        _ options: SQLiteOptions, _ limits: EventLogLimits, _ time: any TimeSource
    ) throws(EventLogError) -> [String] {
        do throws(SQLiteError) {
            let opened = try SQLiteEventStore(path: path, options: options, limits: limits, time: time)
            store = opened
            return try opened.keys()
        } catch {
            throw EventLogError(error)
        }
    }

    private func expectPlaintext() throws(EventLogError) {
        try perform { store in
            guard let key = try store.keys().first else { return }
            throw EventLogError(
                .wrongKey,
                "\(path) is encrypted with the key \(key) and was opened without one; name its key (encryption:)")
        }
    }

    private func adopt(_ cipher: EventCipher, _ access: SQLiteOptions.Access) throws(EventLogError) {
        try perform { store in try store.adopt(cipher, access: access) }
    }

    /// The result of an append: commits what waits, unless somebody who came before has done so.
    private func settle(_ ticket: AppendQueue.Ticket) -> Result<EventHead, EventLogError> {
        while true {
            if let result = settled.removeValue(forKey: ticket) { return result }
            let group = waiting.take(limit: store?.limits.groupedAppends ?? .max)
            let results = store?.commit(group.map(\.append)) ?? group.map { _ in .failure(closed()) }
            for (pending, result) in zip(group, results) { settled[pending.ticket] = result }
        }
    }

    /// Runs a call on the open file; what the database throws leaves as an `EventLogError`.
    func perform<Value>(_ body: (SQLiteEventStore) throws -> Value) throws(EventLogError) -> Value {
        guard let store else { throw closed() }
        do {
            return try body(store)
        } catch {
            throw EventLogError(wrapping: error, path: path)
        }
    }

    private func closed() -> EventLogError {
        EventLogError(.closed, "the event log \(path) was shut down; open it again")
    }
}
