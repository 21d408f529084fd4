internal import AgentKernel
public import AgentPrimitives
internal import AgentWire

/// A conversation with an agent, recorded turn by turn.
public struct AgentSession: Sendable {
    /// The session's name; ask for it again to go on with the conversation later.
    public let id: SessionID
    private let client: AgentClient
    private let budget: Budget

    init(id: SessionID, client: AgentClient, budget: Budget) {
        self.id = id
        self.client = client
        self.budget = budget
    }

    /// Asks a question that may refer to all that was said before.
    ///
    /// Cancelling the calling task cancels the turn; its log can be resumed.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - budget: what the turn may spend; `nil` for the agent's own limits.
    ///   - onText: gets the answer's text as it arrives.
    /// - Throws: ``AgentError``, or `CancellationError`; every other ending is told by the reply's outcome.
    public func ask(
        _ question: String, budget: Budget? = nil, onText: (String) async throws -> Void = { _ in }
    ) async throws -> AgentReply {
        try await call([MXPPayload.JSON.Call.Turn(role: .user, content: question)], budget ?? self.budget, [], onText)
    }

    /// Takes up the turn that a crash, a cancellation or an approval left open; the last turn's ending where none is open.
    ///
    /// - Parameters:
    ///   - results: what a person states of tool calls whose outcome is unknown; those are not run again.
    ///   - onText: gets the answer's text as it arrives.
    /// - Throws: ``AgentError``, or `CancellationError`.
    public func resume(
        stating results: [StatedResult] = [], onText: (String) async throws -> Void = { _ in }
    ) async throws -> AgentReply {
        try await call([], budget, results, onText)
    }

    private func call(
        _ messages: [MXPPayload.JSON.Call.Turn], _ budget: Budget, _ results: [StatedResult],
        _ onText: (String) async throws -> Void
    ) async throws -> AgentReply {
        let call = MXPPayload.JSON.Call(
            messages: messages, session: id, stream: true, budget: budget, results: results)
        return AgentReply(session: id, outcome: try await client.call(call, onText: onText))
    }
}
