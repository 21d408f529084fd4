/// The answer to a policy question, with its reason and the rule that gave it.
public struct PolicyDecision: Hashable, Sendable {
    /// What is decided.
    public enum Verdict: Hashable, Sendable {
        /// It may happen.
        case allow
        /// It may not.
        case deny
        /// One of these people must approve first; empty means anybody entitled.
        case escalate(approvers: [String])
    }

    /// What is decided.
    public var verdict: Verdict
    /// Why, for a person to read.
    public var reason: String
    /// The rule that decided, such as `rule 3: allow tool calc`, `default` or `capability`.
    public var rule: String

    /// States a decision.
    public init(_ verdict: Verdict, reason: String, rule: String) {
        self.verdict = verdict
        self.reason = reason
        self.rule = rule
    }
}
