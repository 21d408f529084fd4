internal import AgentConfig
public import AgentMemory
internal import AgentPrimitives

extension AgentBuilder {
    /// Hands the recorded sessions to `body`, without starting the agent; nothing is written and no model is needed.
    ///
    /// Where nothing was recorded yet, the archive is empty.
    ///
    /// - Throws: ``AgentError`` for a workspace that is missing, `ConfigurationError` when the state folder is told by settings
    ///   that cannot be read, `EventLogError` when the log cannot, and whatever `body` throws.
    public func withArchive<Result>(_ body: (SessionArchive) async throws -> Result) async throws -> Result {
        if let log { return try await body(SessionArchive(log: log)) }
        let path = try folders().sessions
        guard WorkspaceFolders.isPresent(path) else { return try await body(SessionArchive(log: InMemoryEventLog())) }
        var options = SQLiteOptions()
        options.access = .readOnly
        guard try await Self.holdsLog(path, options) else {
            return try await body(SessionArchive(log: InMemoryEventLog()))
        }
        return try await SQLiteEventLog.withLog(at: path, options: options) { log in
            try await body(SessionArchive(log: log))
        }
    }

    /// Whether a file is a log; one that was begun and has no tables yet holds no sessions.
    private static func holdsLog(_ path: String, _ options: SQLiteOptions) async throws(EventLogError) -> Bool {
        do throws(EventLogError) {
            let log = try await SQLiteEventLog.open(at: path, options: options)
            try await log.shutdown()
            return true
        } catch {
            if error.code == .notFound { return false }
            throw error
        }
    }

    /// Hands the file of recorded sessions to `body`, to verify it, to copy it, or to remove old sessions.
    ///
    /// - Parameters:
    ///   - access: Whether the file may be changed.
    ///   - body: What is done with it.
    /// - Throws: ``AgentError`` with code `unknownSession` where nothing was recorded yet, and otherwise as
    ///   ``withArchive(_:)``.
    public func withSessionLog<Result>(
        access: SQLiteOptions.Access, _ body: (SQLiteEventLog) async throws -> Result
    ) async throws -> Result {
        let path = try folders().sessions
        guard WorkspaceFolders.isPresent(path) else {
            throw AgentError(
                .unknownSession, "Expected recorded sessions at \(path), found nothing. Run the agent first.")
        }
        var options = SQLiteOptions()
        options.access = access
        return try await SQLiteEventLog.withLog(at: path, options: options) { try await body($0) }
    }

    /// Runs `body` with the store of sessions, which is closed again after unless the developer gave it.
    func withLog<Result>(
        _ folders: WorkspaceFolders, _ body: (any EventLog) async throws -> Result
    ) async throws -> Result {
        if let log { return try await body(log) }
        return try await SQLiteEventLog.withLog(at: folders.sessions) { try await body($0) }
    }

    /// Where the agent works and keeps its state; the settings are read only if they have to tell.
    package func folders() throws -> WorkspaceFolders {
        try WorkspaceFolders(workspace: workspace, state: try stateFolder ?? settings().stateFolder)
    }
}
