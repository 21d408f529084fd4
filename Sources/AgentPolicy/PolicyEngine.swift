public import AgentPrimitives

/// The one place that answers policy questions; whatever goes wrong inside it is a denial.
///
/// ```swift
/// let engine = PolicyEngine(RulePolicy.standard)
/// let decision = await engine.evaluate(request)   // never throws
/// ```
public struct PolicyEngine: PolicyEvaluating {
    private let policy: any PolicyEvaluating

    /// Puts the engine in front of a policy.
    public init(_ policy: any PolicyEvaluating = RulePolicy.standard) {
        self.policy = policy
    }

    /// Decides on one request.
    ///
    /// Fails closed: an error of the policy, cancellation included, gives a denial whose rule is `evaluation error`.
    public func evaluate(_ request: PolicyRequest) async -> PolicyDecision {
        do {
            return try await policy.evaluate(request)
        } catch {
            return PolicyDecision(
                .deny, reason: "the policy could not be evaluated: \(error)", rule: "evaluation error")
        }
    }
}
