public import AgentPrimitives

/// Ordered rules: the first that matches decides, and where none matches the default does.
///
/// A pure value. The decision names its rule by position, counted from 1, as in `rule 2: allow effect read`, or `default`.
///
/// ```swift
/// let policy = RulePolicy(rules: [
///     PolicyRule(.deny, .tool("fs.*"), tags: ["confidential"], reason: "confidential files stay closed"),
///     PolicyRule(.allow, .tool(effect: .read)),
///     PolicyRule(.escalate(approvers: ["ops"]), .tool("mail.send")),
/// ])
/// ```
public struct RulePolicy: Hashable, Sendable {
    /// The rules in order of precedence.
    public var rules: [PolicyRule]
    /// What is decided where no rule matches.
    public var fallback: PolicyDecision.Verdict

    /// Lists the rules; what none of them matches is denied unless told otherwise.
    public init(rules: [PolicyRule], fallback: PolicyDecision.Verdict = .deny) {
        self.rules = rules
        self.fallback = fallback
    }

    /// What an agent may do that was given no policy: compute, read in the workspace, ask models and remember.
    ///
    /// Everything else is denied: tools that write or reach out of the machine, events that leave the agent, and anything that
    /// a later release adds.
    public static let standard = RulePolicy(rules: [
        PolicyRule(.allow, .tool(effect: .compute), reason: "computing changes nothing"),
        PolicyRule(.allow, .tool(effect: .read), reason: "reading in the workspace changes nothing"),
        PolicyRule(.allow, .model(), reason: "the configured models may be asked"),
        PolicyRule(.allow, .memory("*"), reason: "the agent may remember"),
    ])
}

extension RulePolicy: PolicyEvaluating {
    /// Decides on one request.
    public func evaluate(_ request: PolicyRequest) -> PolicyDecision {
        for (index, rule) in rules.enumerated() where rule.matches(request) {
            return PolicyDecision(rule.verdict, reason: rule.reason, rule: "rule \(index + 1): \(rule.summary)")
        }
        return PolicyDecision(fallback, reason: "no rule matches \(request.action.summary)", rule: "default")
    }
}
