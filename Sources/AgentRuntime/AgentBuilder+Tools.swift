public import AgentPrimitives

extension AgentBuilder {
    /// The tools that the agent offers to its model, in a stable order.
    ///
    /// - Throws: `ConfigurationError`, or ``AgentError`` for a workspace that is missing.
    public func toolDescriptors() throws -> [ToolDescriptor] {
        try ToolGate(self, settings(), folders()).dispatcher.descriptors
    }

    /// Calls one tool through the whole gate, without a model, and records it as a session of its own.
    ///
    /// - Parameters:
    ///   - name: the tool's name.
    ///   - arguments: an object that fits the tool's schema.
    /// - Throws: `ConfigurationError`, ``AgentError`` or `EventLogError` when the gate or the log cannot be put together,
    ///   `TelemetryError` when the call cannot be recorded, which it then is not made; `CancellationError`. A refusal and a tool's own
    ///   failure are outcomes.
    public func callTool(_ name: String, arguments: JSONValue) async throws -> ToolReply {
        let settings = try settings()
        let folders = try folders()
        let gate = try ToolGate(self, settings, folders)
        let session = ids.sessionID()
        let context = ToolCallContext(
            agent: AgentComposition.agentID(settings.agentName, folders), granted: gate.capabilities, session: session,
            task: ids.taskID(), trace: ids.traceID(), idempotencyKey: session.rawValue)
        let call = ToolCall(id: "call_1", name: name, argumentsText: arguments.text())
        let outcome = try await withLog(folders) { log in
            let journal = CallJournal(session, in: log, time: time)
            return try await gate.dispatcher.invoke(call, context: context, journal: journal)
        }
        return ToolReply(session: session, outcome: outcome)
    }
}
