/// The one way to run a tool: a gate, a sandbox and a journal in one call.
public protocol ToolInvoking: Sendable {
    /// The registered tools in a stable order.
    var descriptors: [ToolDescriptor] { get }

    /// Decides on a call and, if permitted, runs it.
    ///
    /// The order is fixed: capability, schema, policy, budget, decision recorded, intent recorded, run, outcome recorded.
    /// A failure to decide is a denial. Cancelling the calling task stops the tool.
    ///
    /// - Throws: what the journal threw, or `CancellationError`; everything else is an outcome.
    func invoke(_ call: ToolCall, context: ToolCallContext, journal: any EffectJournal) async throws -> ToolOutcome

    /// Settles a call whose intent was recorded but whose outcome is unknown, by its declared idempotency.
    ///
    /// - Throws: what the journal threw, or `CancellationError`; everything else is an outcome.
    func resolve(
        _ call: ToolCall, idempotency: Idempotency, context: ToolCallContext, journal: any EffectJournal
    ) async throws -> ToolOutcome
}
