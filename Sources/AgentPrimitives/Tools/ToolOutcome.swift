/// How a tool call ended; a refusal or a tool's own error is a value, not a thrown error.
public enum ToolOutcome: Hashable, Sendable {
    /// The tool ran. `isError` tells that it reports a failure; `content` is JSON or plain text within the output limit.
    case finished(content: String, isError: Bool)
    /// The gate refused: unknown tool, missing capability, bad arguments, policy or budget.
    case denied(reason: String)
    /// A person must approve first.
    case escalated(reason: String, approvers: [String])
}
