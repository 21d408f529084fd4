/// One connection to a tenant store's file, on a thread of its own.
actor TenantConnection {
    private nonisolated let executor: ThreadExecutor
    private nonisolated let path: String
    /// The open file; `nil` once shut down.
    private var database: TenantDatabase?

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
        guard let database else { throw MemoryError(.closed, "the tenant store \(path) was shut down; open it again") }
        do {
            return try body(database)
        } catch let error as MemoryError {
            throw error
        } catch let error as SQLiteError {
            throw MemoryError(storing: error)
        } catch {
            throw MemoryError(.storage, "\(path): \(error)", underlying: error)
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
