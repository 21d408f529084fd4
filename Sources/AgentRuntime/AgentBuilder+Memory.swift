public import AgentMemory
internal import AgentPrimitives

extension AgentBuilder {
    /// Hands the agent's memory to `body` behind its policy, without starting the agent; no model is needed.
    ///
    /// The policy is asked for the agent, in a session of its own that is not recorded.
    ///
    /// - Parameters:
    ///   - searchesByLikeness: Whether vectors are made for a search by likeness; they take a moment to make, and only such a
    ///     search needs them.
    ///   - body: Works with the memory, which is closed again after.
    /// - Throws: `ConfigurationError`, or ``AgentError`` for a workspace that is missing, `MemoryError` when the memory cannot be
    ///   opened, and whatever `body` throws.
    public func withMemory<Result>(
        searchesByLikeness: Bool = true, _ body: (GatedMemoryBus) async throws -> Result
    ) async throws -> Result {
        try await withMemory(folders(), .readWrite, searchesByLikeness, body)
    }

    /// Hands the agent's memory to `body` for reading, as ``withMemory(searchesByLikeness:_:)``; `nil` where nothing was ever
    /// remembered.
    ///
    /// Works in a folder that may not be written. A memory of an earlier release is brought to the present form first.
    ///
    /// - Parameters:
    ///   - searchesByLikeness: Whether vectors are made for a search by likeness.
    ///   - body: Reads the memory, which is closed again after.
    /// - Throws: as ``withMemory(searchesByLikeness:_:)``.
    public func withMemoryForReading<Result>(
        searchesByLikeness: Bool = true, _ body: (GatedMemoryBus) async throws -> Result
    ) async throws -> Result? {
        let folders = try folders()
        guard WorkspaceFolders.isPresent(folders.memory) else { return nil }
        return try await withMemory(folders, .readOnly, searchesByLikeness, body)
    }

    private func withMemory<Result>(
        _ folders: WorkspaceFolders, _ access: SQLiteOptions.Access, _ searchesByLikeness: Bool,
        _ body: (GatedMemoryBus) async throws -> Result
    ) async throws -> Result {
        let settings = try settings()
        let gate = MemoryGate(
            policy: try ToolGate(self, settings, folders).policy,
            agent: AgentComposition.agentID(settings.agentName, folders), session: ids.sessionID())
        let bus = try await open(folders.memory, access, searchesByLikeness)
        do {
            let result = try await body(GatedMemoryBus(bus, gate: gate))
            try await bus.shutdown()
            return result
        } catch {
            // The first failure is the one to tell.
            try? await bus.shutdown()
            throw error
        }
    }

    private func open(
        _ path: String, _ access: SQLiteOptions.Access, _ searchesByLikeness: Bool
    ) async throws(MemoryError) -> MemoryBus {
        var limits = MemoryLimits()
        if !searchesByLikeness { limits.searchableRecords = 0 }
        var options = SQLiteOptions()
        options.access = access
        do throws(MemoryError) {
            return try await MemoryBus.open(at: path, options: options, limits: limits, time: time)
        } catch {
            guard access == .readOnly, error.code == .readOnly else { throw error }
            // An earlier release's file must be changed before it can be read.
            options.access = .readWrite
            return try await MemoryBus.open(at: path, options: options, limits: limits, time: time)
        }
    }
}
