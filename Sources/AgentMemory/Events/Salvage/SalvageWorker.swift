internal import AgentPrimitives

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Reads a damaged log and writes the new one, on a thread that may block.
actor SalvageWorker {
    private let source: String
    private let target: String
    private let limits: EventLogLimits
    private nonisolated let executor: ThreadExecutor
    /// What the damaged file holds, once it was looked through.
    private var catalog: SalvageCatalog?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(source: String, target: String, limits: EventLogLimits) throws(EventLogError) {
        self.source = source
        self.target = target
        self.limits = limits
        do throws(ThreadExecutor.StartFailure) {
            executor = try ThreadExecutor()
        } catch {
            throw EventLogError(.storage, "cannot salvage \(source): \(error); end other work first", underlying: error)
        }
    }

    /// Looks through the damaged file, and returns the ids of the keys that its rows name.
    func survey() throws -> Set<String> {
        do {
            let found = try SalvageCatalog(DatabaseImage(source))
            catalog = found
            return found.keys
        } catch let error as SQLiteError {
            throw EventLogError(error)
        }
    }

    /// Writes what can be proved into a new file.
    func rebuild(_ cipher: EventCipher?) throws -> SalvageReport {
        guard let catalog else { return SalvageReport() }
        guard !catalog.isEmpty else {
            throw EventLogError(
                .notFound,
                "expected a log of sessions at \(source), found not one event, session or blob in it; name the file that held them"
            )
        }
        guard access(target, F_OK) != 0 else {
            throw EventLogError(
                .invalid, "expected nothing at \(target), found a file; name another or move it away")
        }
        do {
            let store = try SQLiteEventStore(
                path: target, options: SQLiteOptions(), limits: limits, time: SystemTimeSource())
            if let cipher { try store.adopt(cipher, access: .readWrite) }
            var rebuilding = SalvageRebuilding(catalog, into: store, cipher: cipher)
            let report = try rebuilding.run()
            try store.checkpoint()
            return report
        } catch {
            for suffix in ["", "-wal", "-shm"] { unlink(target + suffix) }
            if error is CancellationError { throw error }
            throw EventLogError(wrapping: error, path: target)
        }
    }
}
