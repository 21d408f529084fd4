public import AgentPrimitives

/// One rule of a ``RulePolicy``: what it is about, and what it decides.
public struct PolicyRule: Hashable, Sendable {
    /// What is decided.
    public var verdict: PolicyDecision.Verdict
    /// What the rule is about.
    public var subject: Subject
    /// Labels that the request must all carry.
    public var tags: Set<String>
    /// Why, for a person to read.
    public var reason: String

    /// States a rule; without a reason of its own the rule's summary stands for it.
    public init(_ verdict: PolicyDecision.Verdict, _ subject: Subject, tags: Set<String> = [], reason: String? = nil) {
        self.verdict = verdict
        self.subject = subject
        self.tags = tags
        self.reason = reason ?? Self.summary(verdict, subject, tags)
    }

    /// The rule in words, such as `deny tool fs.* tagged confidential`.
    public var summary: String { Self.summary(verdict, subject, tags) }

    /// Whether the rule is about the request.
    public func matches(_ request: PolicyRequest) -> Bool {
        subject.matches(request.action) && tags.isSubset(of: request.tags)
    }

    private static func summary(
        _ verdict: PolicyDecision.Verdict, _ subject: Subject, _ tags: Set<String>
    ) -> String {
        let labels = tags.isEmpty ? "" : " tagged " + tags.sorted().joined(separator: ", ")
        return "\(verdict.name) \(subject)\(labels)"
    }
}

extension PolicyDecision.Verdict {
    fileprivate var name: String {
        switch self {
        case .allow: "allow"
        case .deny: "deny"
        case .escalate: "escalate"
        }
    }
}
