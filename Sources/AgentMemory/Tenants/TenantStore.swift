public import AgentPrimitives

/// The memories of many tenants in one SQLite file, each out of the others' sight.
///
/// ```swift
/// let store = try await TenantStore.open(at: ".agent/gateway.sqlite")
/// guard let id = TenantID("acme") else { return }
/// let memory = store.tenant(id)
/// ```
///
/// A tenant is reached through its ``TenantMemory`` and no other way. Nothing that a tenant is told depends on another tenant:
/// versions, audit places, quotas and the statistics behind search scores are counted for each tenant by itself.
///
/// Writes run on one connection and thread, reads on others; none blocks the cooperative pool. Several processes may have
/// the file open. The owner ends the store with ``shutdown()``.
public final class TenantStore: Sendable {
    /// The file's path, as given.
    public let path: String
    /// How much is taken of each tenant.
    public let limits: TenantLimits
    let writer: TenantConnection
    /// For what is short: one entry, one page of a list.
    let reader: TenantConnection
    /// For what takes its time, searches and exports, so that short reads need not wait for it.
    let scanner: TenantConnection
    let time: any TimeSource
    let random: any RandomSource

    private init(
        path: String, limits: TenantLimits, connections: [TenantConnection], time: any TimeSource,
        random: any RandomSource
    ) {
        self.path = path
        self.limits = limits
        writer = connections[0]
        reader = connections[1]
        scanner = connections[2]
        self.time = time
        self.random = random
    }

    /// Opens a store, and creates what is missing: the file with mode 0600, its folders with 0700.
    ///
    /// A file of up to 256 MiB is checked for damage.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: How it is opened; always for writing.
    ///   - limits: How much is taken of each tenant.
    ///   - time: The clock, for versions' dates and expiry.
    ///   - random: Makes the salts of audit digests.
    /// - Throws: ``MemoryError``: `corrupt` for a damaged file or one that is no database, `readOnly` for one that may not be
    ///   written, `storage` for a folder in the file's place, a newer release's file or another program's.
    public static func open(
        at path: String, options: SQLiteOptions = SQLiteOptions(), limits: TenantLimits = TenantLimits(),
        time: any TimeSource = SystemTimeSource(), random: any RandomSource = SystemRandomSource()
    ) async throws(MemoryError) -> TenantStore {
        var writing = options
        writing.access = .readWrite
        var reading = options
        reading.access = .readOnly
        var connections = [try await TenantConnection.open(at: path, options: writing)]
        for _ in 0..<2 { connections.append(try await TenantConnection.open(at: path, options: reading)) }
        return TenantStore(path: path, limits: limits, connections: connections, time: time, random: random)
    }

    /// Opens a store for as long as `body` runs, and shuts it down after.
    ///
    /// - Throws: what ``open(at:options:limits:time:random:)``, `body` or ``shutdown()`` throws, the first of them.
    public static func withStore<Value>(
        at path: String, options: SQLiteOptions = SQLiteOptions(), limits: TenantLimits = TenantLimits(),
        time: any TimeSource = SystemTimeSource(), random: any RandomSource = SystemRandomSource(),
        _ body: (TenantStore) async throws -> Value
    ) async throws -> Value {
        let store = try await open(at: path, options: options, limits: limits, time: time, random: random)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(store))
        } catch {
            result = .failure(error)
        }
        do {
            try await store.shutdown()
        } catch {
            _ = try result.get()
            throw error
        }
        return try result.get()
    }

    /// The memory of one tenant; it need not exist yet.
    public func tenant(_ tenant: TenantID) -> TenantMemory {
        TenantMemory(store: self, tenant: tenant)
    }

    /// Whether the file can be read.
    ///
    /// - Throws: ``MemoryError`` with the reason why not.
    public func check() async throws(MemoryError) {
        for connection in [reader, writer] {
            _ = try await connection.perform { database in try database.connection.integer("PRAGMA schema_version") }
        }
    }

    /// Removes entries whose time is over, of all tenants, and returns how many.
    ///
    /// Nobody sees them anyway; this gives their room back. It works in short transactions, so that writes come in between.
    ///
    /// - Throws: ``MemoryError`` when the file cannot be written; what was removed until then stays removed.
    @discardableResult
    public func removeExpired() async throws(MemoryError) -> Int {
        var removed = 0
        var last = ""
        while case let tenants = try await tenants(after: last), let end = tenants.last {
            for tenant in tenants { removed += try await self.tenant(tenant).removeExpired() }
            last = end.rawValue
        }
        return removed
    }

    private func tenants(after name: String) async throws(MemoryError) -> [TenantID] {
        try await scanner.perform { database in try database.tenants(after: name, limit: 100) }
    }

    /// Moves everything into the file proper and closes it; later calls fail as `closed`, a second shutdown does nothing.
    ///
    /// - Throws: ``MemoryError`` when the write-ahead log could not be moved; nothing is lost, the next opening does it.
    public func shutdown() async throws(MemoryError) {
        try await scanner.shutdown()
        try await reader.shutdown()
        try await writer.shutdown()
    }
}
