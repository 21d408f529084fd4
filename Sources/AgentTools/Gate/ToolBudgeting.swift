public import AgentPrimitives

/// What pays for tool calls; asked after the policy allowed one and before it runs.
public protocol ToolBudgeting: Sendable {
    /// Reserves one call.
    ///
    /// - Throws: any error, whose text is then the reason why the call is denied.
    func reserve(_ call: ToolCall, context: ToolCallContext) async throws
}
