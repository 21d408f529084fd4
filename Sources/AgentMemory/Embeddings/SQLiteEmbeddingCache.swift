public import AgentPrimitives

/// Vectors of texts in one SQLite file, for a ``CachedEmbedder``.
///
/// Calls run on a thread of the file's own, one after the other. A damaged vector counts as absent, since it can be made
/// again. Several processes may use the file.
public actor SQLiteEmbeddingCache {
    /// The file's path, as given.
    public nonisolated let path: String

    private nonisolated let executor: ThreadExecutor
    private let limits: EmbeddingCacheLimits
    /// The open file; `nil` once shut down.
    private var table: SQLiteEmbeddingTable?

    /// Where the cache's calls run: its own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(path: String, limits: EmbeddingCacheLimits) throws(MemoryError) {
        self.path = path
        self.limits = limits
        do throws(ThreadExecutor.StartFailure) {
            executor = try ThreadExecutor()
        } catch {
            throw MemoryError(.storage, "cannot open \(path): \(error); end other work first", underlying: error)
        }
    }

    /// Opens a cache, and for writing creates what is missing: the file with mode 0600, its folders with 0700.
    ///
    /// - Throws: ``MemoryError``: `corrupt`, `readOnly` or `storage`, as ``SQLiteVectorStore/open(at:dimension:options:)``.
    public static func open(
        at path: String, limits: EmbeddingCacheLimits = EmbeddingCacheLimits(), options: SQLiteOptions = SQLiteOptions()
    ) async throws(MemoryError) -> SQLiteEmbeddingCache {
        let cache = try SQLiteEmbeddingCache(path: path, limits: limits)
        try await cache.open(options)
        return cache
    }

    private func open(_ options: SQLiteOptions) throws(MemoryError) {
        do throws(SQLiteError) {
            table = try SQLiteEmbeddingTable(path: path, options: options)
        } catch {
            throw MemoryError(error)
        }
    }

    /// The vectors of keys that are there and have this dimension; they count as used now.
    ///
    /// - Throws: ``MemoryError``: `closed` after ``shutdown()``, or what reading the file threw.
    public func vectors(_ keys: [SHA256Digest], dimension: Int) throws(MemoryError) -> [SHA256Digest: [Float]] {
        try perform { table in try table.vectors(keys, dimension: dimension) }
    }

    /// Keeps vectors; those used least lately make room.
    ///
    /// - Throws: ``MemoryError``: `closed` after ``shutdown()``, or what writing the file threw.
    public func put(_ vectors: [(SHA256Digest, [Float])]) throws(MemoryError) {
        try perform { table in try table.put(vectors, limits: limits) }
    }

    /// The number of vectors.
    ///
    /// - Throws: ``MemoryError``: `closed` after ``shutdown()``, or what reading the file threw.
    public func count() throws(MemoryError) -> Int {
        try perform { table in try table.count() }
    }

    /// Moves everything into the file proper and closes it; later calls fail as `closed`, a second shutdown does nothing.
    public func shutdown() throws(MemoryError) {
        guard table != nil else { return }
        defer { table = nil }
        try perform { table in try table.connection.checkpoint() }
    }

    /// Runs a call on the open file; what the database throws leaves as a ``MemoryError``.
    private func perform<Value>(_ body: (SQLiteEmbeddingTable) throws -> Value) throws(MemoryError) -> Value {
        guard let table else { throw MemoryError(.closed, "the cache \(path) was shut down; open it again") }
        do {
            return try body(table)
        } catch let error as SQLiteError {
            throw MemoryError(error)
        } catch {
            throw MemoryError(.storage, "\(path): \(error)", underlying: error)
        }
    }
}
