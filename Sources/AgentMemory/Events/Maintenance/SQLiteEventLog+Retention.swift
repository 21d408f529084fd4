internal import AgentPrimitives

extension SQLiteEventLog {
    /// Removes whole sessions that are over the policy's limits, and the blobs that only they used.
    ///
    /// The sessions that were written to longest ago go first. Each is removed in a transaction of its own, between which
    /// other calls go on; one that is written to meanwhile stays. The age of a session is the time from its last event to
    /// the log's clock, so that a clock that went back keeps sessions longer, never shorter.
    ///
    /// - Parameter policy: What is removed and what stays.
    /// - Throws: `EventLogError`; `readOnly` where the file may not be written. Sessions removed before stay removed.
    ///   `CancellationError` when the task was cancelled, between two sessions.
    @discardableResult
    public nonisolated func prune(_ policy: RetentionPolicy) async throws -> RetentionReport {
        try await perform { store in
            _ = try store.writing()
            if policy.overwrites { try store.setOverwriting(true) }
        }
        let result: Result<RetentionReport, any Error>
        do {
            result = .success(try await remove(policy))
        } catch {
            result = .failure(error)
        }
        if policy.overwrites { try await perform { try $0.setOverwriting(false) } }
        return try result.get()
    }

    private nonisolated func remove(_ policy: RetentionPolicy) async throws -> RetentionReport {
        var report = RetentionReport()
        report.bytesBefore = try await perform { try $0.usedBytes() }
        if policy.maximumBytes != nil { report.garbage = try await collectGarbage() }

        let (sessions, now) = try await perform { (try $0.sessionsByAge(), $0.time.now()) }
        var selection = RetentionSelection(policy, sessions: sessions.count, now: now)
        for session in sessions {
            try Task.checkCancellation()
            let used = try await perform { try $0.usedBytes() }
            switch selection.decide(session, usedBytes: used) {
            case .keep: continue
            case .spare: report.spared += 1
            case .remove:
                guard let garbage = try await perform({ try $0.remove(session) }) else { continue }
                selection.removed(garbage: garbage)
                report.removed.append(session)
            }
        }

        let garbage = report.removed.isEmpty ? GarbageReport() : try await collectGarbage()
        report.garbage.blobs += garbage.blobs
        report.garbage.bytes += garbage.bytes
        report.garbage.named = garbage.named
        if policy.space == .returned { try await perform { try $0.rebuild() } }
        if policy.space == .returned || policy.overwrites { try await perform { try $0.truncateLog() } }
        report.bytesAfter = try await perform { try $0.usedBytes() }
        return report
    }
}
