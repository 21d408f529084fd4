internal import AgentPrimitives

/// Verifies a log's file on a thread and a connection of its own, in one state of the file, while the log goes on.
actor EventLogVerifier {
    private nonisolated let executor: ThreadExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init() throws(EventLogError) {
        do throws(ThreadExecutor.StartFailure) {
            executor = try ThreadExecutor()
        } catch {
            throw EventLogError(.storage, "cannot verify the log: \(error); end other work first", underlying: error)
        }
    }

    /// Looks at everything; what cannot be read is a finding, not an error.
    ///
    /// - Throws: `EventLogError` when the file cannot be opened at all; `CancellationError`.
    func verify(
        _ path: String, limits: EventLogLimits, cipher: EventCipher?, time: any TimeSource
    ) throws -> EventLogVerification {
        var options = SQLiteOptions()
        options.access = .readOnly
        let store: SQLiteEventStore
        do throws(SQLiteError) {
            store = try SQLiteEventStore(path: path, options: options, limits: limits, time: time)
        } catch {
            throw EventLogError(error)
        }
        store.cipher = cipher
        var verification = EventLogVerification()
        try store.verify(into: &verification)
        return verification
    }
}
