/// Where the dispatcher records what it decides and does, before it does it.
///
/// Each call returns once the record is durable; when it throws, the dispatcher stops and the tool does not run.
public protocol EffectJournal: Sendable {
    /// The gate came to a decision on a call.
    func recordDecision(_ decision: PolicyDecision, for call: ToolCall) async throws
    /// The call is about to run.
    func recordIntent(_ call: ToolCall, idempotency: Idempotency, key: String) async throws
    /// The call ended.
    func recordOutcome(_ outcome: ToolOutcome, of call: ToolCall) async throws
}
