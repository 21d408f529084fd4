internal import AgentPrimitives

extension SQLiteEventLog {
    /// Brings everything in the file under the present key, step by step, while other calls go on between the steps.
    ///
    /// The log is opened with the new key as the present one and a source that still has the old ones; what was never
    /// encrypted is encrypted as well. Each step is a transaction, and every row names its key, so that a crash in the
    /// middle leaves a file that both keys together read; calling this again does the rest. The old bytes are overwritten.
    /// A process that has the file open under an older key must open it again.
    ///
    /// - Parameters:
    ///   - options: How much is done at once.
    ///   - progress: Called after every step with the rows encrypted anew so far.
    /// - Throws: `EventLogError`: `invalid` for a log that was opened without keys, `corrupt` for content that an old key
    ///   does not open; `CancellationError` when the task was cancelled, between two steps.
    @discardableResult
    public nonisolated func rotateKeys(
        options: RotationOptions = RotationOptions(), progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> RotationReport {
        try await perform { try $0.setOverwriting(true) }
        let result: Result<RotationReport, any Error>
        do {
            result = .success(try await rotate(options, progress))
        } catch {
            result = .failure(error)
        }
        try await perform { store in
            try store.setOverwriting(false)
            try store.truncateLog()
        }
        return try result.get()
    }

    private nonisolated func rotate(
        _ options: RotationOptions, _ progress: (@Sendable (Int) -> Void)?
    ) async throws -> RotationReport {
        var rotation = KeyRotation()
        while true {
            repeat {
                var isMore = true
                while isMore {
                    try Task.checkCancellation()
                    (isMore, rotation) = try await step(rotation, options)
                    progress?(rotation.report.rewritten)
                }
            } while rotation.advance()
            let isDone: Bool
            (isDone, rotation) = try await retireKeys(rotation)
            if isDone { return rotation.report }
            (rotation.table, rotation.row) = (.events, 0)
        }
    }

    private func step(
        _ rotation: KeyRotation, _ options: RotationOptions
    ) throws(EventLogError) -> (Bool, KeyRotation) {
        try perform { store in
            var rotation = rotation
            return (try store.rotate(&rotation, options), rotation)
        }
    }

    private func retireKeys(_ rotation: KeyRotation) throws(EventLogError) -> (Bool, KeyRotation) {
        try perform { store in
            var rotation = rotation
            return (try store.retireKeys(&rotation), rotation)
        }
    }
}
