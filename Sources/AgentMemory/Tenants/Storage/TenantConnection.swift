/// One connection to a tenant store's file, on a thread of its own.
actor TenantConnection {
    private nonisolated let executor: ThreadExecutor
    private nonisolated let path: String
    /// The open file; `nil` once shut down.
    private var database: TenantDatabase?
    /// Writes for the next transaction.
    private var waiting: [any PendingWriting] = []
    /// A caller is about to run the waiting writes.
    private var isGathering = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(path: String) throws(MemoryError) {
        self.path = path
        do throws(ThreadExecutor.StartFailure) {
            executor = try ThreadExecutor()
        } catch {
            throw MemoryError(.storage, "cannot open \(path): \(error); end other work first", underlying: error)
        }
    }

    static func open(at path: String, options: SQLiteOptions) async throws(MemoryError) -> TenantConnection {
        let connection = try TenantConnection(path: path)
        try await connection.open(options)
        return connection
    }

    private func open(_ options: SQLiteOptions) throws(MemoryError) {
        do throws(SQLiteError) {
            database = try TenantDatabase(path: path, options: options)
        } catch {
            throw MemoryError(storing: error)
        }
    }

    /// Runs a call on the open file; what the database throws leaves as a ``MemoryError``.
    func perform<Value: Sendable>(
        _ body: @Sendable (TenantDatabase) throws -> Value
    ) throws(MemoryError) -> Value {
        let database = try opened()
        do {
            return try body(database)
        } catch {
            throw failure(error)
        }
    }

    /// Does a write in a transaction, together with those that others ask for at the same time.
    ///
    /// A commit costs more than most writes, and busy tenants share it. Returns once it is committed. A write of which another
    /// one in the transaction keeps the commit from happening is tried again by itself.
    ///
    /// - Parameter body: The write; may run twice, the first time without effect.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (TenantDatabase) throws -> Value
    ) async throws(MemoryError) -> Value {
        let write = PendingWrite(body)
        waiting.append(write)
        if isGathering {
            await withCheckedContinuation { write.wait(with: $0) }
        } else {
            isGathering = true
            // Behind the calls that are already queued for this thread, so that their writes come along.
            await Task.yield()
            isGathering = false
            commitWaiting()
        }
        return try write.value()
    }

    private func commitWaiting() {
        let writes = waiting
        waiting = []
        for start in stride(from: 0, to: writes.count, by: Self.largestTransaction) {
            commit(writes[start..<min(start + Self.largestTransaction, writes.count)])
        }
    }

    /// Writes in one transaction; more would make those at the front wait for those behind.
    private static let largestTransaction = 64

    private func commit(_ writes: ArraySlice<any PendingWriting>) {
        do {
            let database = try opened()
            try database.writing {
                for write in writes { try write.run(in: database) }
            }
        } catch {
            if writes.count > 1 {
                for index in writes.indices { commit(writes[index...index]) }
                return
            }
            for write in writes { write.fail(failure(error)) }
        }
        for write in writes { write.wake() }
    }

    private func opened() throws(MemoryError) -> TenantDatabase {
        guard let database else { throw MemoryError(.closed, "the tenant store \(path) was shut down; open it again") }
        return database
    }

    private func failure(_ error: any Error) -> MemoryError {
        switch error {
        case let error as MemoryError: error
        case let error as SQLiteError: MemoryError(storing: error)
        default: MemoryError(.storage, "\(path): \(error)", underlying: error)
        }
    }

    /// Moves the write-ahead log into the file and closes it.
    func shutdown() throws(MemoryError) {
        guard database != nil else { return }
        defer { database = nil }
        try perform { database in try database.connection.checkpoint() }
    }
}

extension MemoryError {
    /// As for the other stores, but for a write that the system refused: whatever its reason, the value was not stored.
    fileprivate init(storing error: SQLiteError) {
        self.init(error)
        if error.code == Self.failedWrite { code = .full }
    }

    /// SQLite's SQLITE_IOERR_WRITE: the system takes no more, because of a quota or a limit on the size of files.
    private static let failedWrite: Int32 = 778
}
