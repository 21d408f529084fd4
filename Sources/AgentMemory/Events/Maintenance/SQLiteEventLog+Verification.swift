internal import AgentPrimitives

extension SQLiteEventLog {
    /// Looks at the whole file: its pages and indexes, every chain, every blob, the list of sessions and the snapshots.
    ///
    /// It reads one state of the file on a thread of its own, so that appends go on meanwhile.
    ///
    /// - Returns: What was looked at, with one finding for everything that is wrong; see ``EventLogSalvage`` for what to do.
    /// - Throws: `EventLogError` when the file can no longer be opened; `CancellationError` when the task was cancelled.
    public nonisolated func verify() async throws -> EventLogVerification {
        let (limits, cipher, time) = try await perform { ($0.limits, $0.cipher, $0.time) }
        return try await EventLogVerifier().verify(path, limits: limits, cipher: cipher, time: time)
    }

    /// Verifies a copy of the log, which has the same keys.
    nonisolated func verifyCopy(_ path: String) async throws -> EventLogVerification {
        let (limits, cipher, time) = try await perform { ($0.limits, $0.cipher, $0.time) }
        return try await EventLogVerifier().verify(path, limits: limits, cipher: cipher, time: time)
    }
}
