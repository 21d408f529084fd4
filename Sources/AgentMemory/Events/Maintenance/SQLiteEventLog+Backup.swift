internal import AgentPrimitives

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension SQLiteEventLog {
    /// Copies the log into a new file while appends go on.
    ///
    /// The copy holds everything that was acknowledged before the last step, is encrypted as the original is, and gets its
    /// name only when it is complete and verified; until then it is `path` with `.partial` behind it, which is deleted
    /// when the backup fails or its task is cancelled.
    ///
    /// - Parameters:
    ///   - path: Where the copy goes; nothing may be there.
    ///   - options: How much is copied at a time, and whether the copy is verified.
    ///   - progress: Called after every step.
    /// - Returns: The verification of the copy; `nil` where none was asked for.
    /// - Throws: `EventLogError`: `invalid` when something is at `path`, `full` or `storage` when the copy cannot be written,
    ///   `corrupt` when the verification finds something; `CancellationError`.
    @discardableResult
    public nonisolated func backup(
        to path: String, options: BackupOptions = BackupOptions(), progress: (@Sendable (BackupProgress) -> Void)? = nil
    ) async throws -> EventLogVerification? {
        guard access(path, F_OK) != 0 else {
            throw EventLogError(.invalid, "expected nothing at \(path), found a file; name another or move it away")
        }
        let partial = path + ".partial"
        Self.delete(partial)
        let number = try await beginBackup(to: partial)
        do {
            while let state = try await stepBackup(number, pages: options.pagesPerStep) {
                progress?(state)
                try Task.checkCancellation()
            }
            await endBackup(number)
            let verification = options.verifies ? try await verifyCopy(partial) : nil
            if let finding = verification?.findings.first {
                throw EventLogError(
                    .corrupt, "the copy of \(self.path) is damaged as the log itself may be: \(finding); verify the log"
                )
            }
            // The verification, which reads only, leaves an empty log behind.
            for suffix in ["-wal", "-shm"] { unlink(partial + suffix) }
            guard rename(partial, path) == 0 else {
                throw EventLogError(
                    .storage, "the copy \(partial) could not be renamed to \(path): \(String(cString: strerror(errno)))"
                )
            }
            return verification
        } catch {
            await endBackup(number)
            Self.delete(partial)
            throw error
        }
    }

    private func beginBackup(to path: String) throws(EventLogError) -> Int {
        let backup = try perform { store in try SQLiteBackup(of: store.connection, to: path) }
        let number = (backups.keys.max() ?? 0) + 1
        backups[number] = backup
        return number
    }

    /// Copies pages; `nil` when the copy is complete.
    private func stepBackup(_ number: Int, pages: Int) throws(EventLogError) -> BackupProgress? {
        try perform { _ in
            guard let backup = backups[number] else { return nil }
            // Another process that writes all the time would make it start anew for ever.
            let pages = backup.restarts < 3 ? max(pages, 1) : -1
            guard try backup.step(pages: pages) else { return nil }
            return BackupProgress(copiedPages: backup.copiedPages, totalPages: backup.totalPages)
        }
    }

    private func endBackup(_ number: Int) {
        backups.removeValue(forKey: number)?.close()
    }

    private nonisolated static func delete(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }
}
