public import AgentPrimitives

/// Chooses the part of a conversation that fits a model.
///
/// Pure: the same conversation, options and estimator give the same result. The time taken grows linearly with the
/// conversation. What is kept, in this order of precedence:
///
/// 1. pinned messages, the user message that opens the current turn (the last one), and the newest exchange;
/// 2. the rest of the current turn, newest first, up to the first exchange that does not fit;
/// 3. earlier turns, newest first and each as a whole, up to the first that does not fit.
///
/// An *exchange* is a message on its own, or an assistant message that calls tools together with the results: it is kept or
/// left out as one, because model APIs refuse a call without its result and a result without its call. Order never
/// changes. What must be kept and is too large is cut in the middle where ``ContextOptions`` permits it.
public struct ContextWindow: Sendable {
    private let options: ContextOptions
    private let estimator: any TokenEstimator

    /// Sets the size and how tokens are counted.
    public init(options: ContextOptions = ContextOptions(), estimator: any TokenEstimator = ByteTokenEstimator()) {
        self.options = options
        self.estimator = estimator
    }

    /// Chooses what fits.
    ///
    /// - Parameters:
    ///   - history: the conversation, oldest first; the current turn is at its end.
    ///   - system: the standing instructions, which are always kept whole.
    ///   - tools: the tools offered, which are always kept whole.
    /// - Throws: ``PromptError`` with code `windowExceeded` and the numbers, when what must be kept does not fit.
    public func fit(
        _ history: [ContextEntry], system: String = "", tools: [ToolDescriptor] = []
    ) throws(PromptError) -> FittedContext {
        var plan = ContextPlan(history: history, estimator: estimator)
        let demand = ContextDemand(
            maximumTokens: options.maximumTokens,
            reservedOutputTokens: options.reservedOutputTokens,
            systemTokens: system.isEmpty ? 0 : estimator.tokens(in: system),
            toolTokens: tools.reduce(0) { $0 + estimator.tokens(in: $1) },
            pinnedTokens: plan.pinnedTokens,
            turnTokens: plan.requiredTurnTokens
        )
        if demand.excess > 0 {
            let cutter = ContextCutter(options: options, estimator: estimator)
            guard cutter.cut(&plan, by: demand.excess) else { throw Self.exceeded(demand) }
        }
        let fixed = demand.systemTokens + demand.toolTokens
        plan.fill(tokens: demand.availableTokens - fixed)
        return plan.result(fixedTokens: fixed)
    }

    private static func exceeded(_ demand: ContextDemand) -> PromptError {
        PromptError(
            .windowExceeded,
            "expected at most \(max(0, demand.availableTokens)) tokens of input (a window of \(demand.maximumTokens), of which "
                + "\(demand.reservedOutputTokens) are reserved for the answer), found \(demand.requiredTokens) that must be "
                + "sent (system text \(demand.systemTokens), tools \(demand.toolTokens), pinned messages "
                + "\(demand.pinnedTokens), current turn \(demand.turnTokens)). "
                + "Shorten the prompt, pin less, offer fewer tools, or use a larger context window.",
            demand: demand)
    }
}
