public import AgentPrimitives

extension RulePolicy {
    /// Reads a policy document.
    ///
    /// ```json
    /// {"rules": [
    ///    {"tool": "fs.*", "effect": "read", "tags": ["cap:fs.read"], "verdict": "allow", "reason": "documents are open"},
    ///    {"tool": "mail.send", "verdict": "escalate", "approvers": ["ops"]},
    ///    {"provider": "openai-chat", "model": "*", "verdict": "allow"},
    ///    {"event": "audit.*", "verdict": "allow"},
    ///    {"memory": "output", "verdict": "allow"},
    ///    {"any": true, "tags": ["untrusted"], "verdict": "deny"}],
    ///  "default": "deny"}
    /// ```
    ///
    /// A rule is about tools (`tool`, `effect`), models (`provider`, `model`), events (`event`), memory channels (`memory` for records
    /// on both ways, `recall` for those on their way out) or everything (`"any": true`); names may be patterns, see ``NamePattern``.
    /// `tags` narrows it to requests that carry them all; a tainted record carries `untrusted` and `untrusted:ORIGIN` beside its own.
    /// `verdict` is `allow`, `deny` or `escalate`; `reason` is optional, and `approvers` goes with `escalate` alone. `default` is a
    /// verdict, `deny` when absent. The document replaces ``standard``: repeat of its rules what is to stay.
    ///
    /// - Parameters:
    ///   - document: the document.
    ///   - path: where the document stands in a larger one; error messages start from it.
    /// - Throws: ``PolicyError`` with the path of the value at fault. Keys that are unknown or occur twice are errors, because a
    ///   rule that is read otherwise than it was meant is worse than none.
    public init(_ document: JSONValue, at path: JSONPointer = .root) throws(PolicyError) {
        let root = try PolicyNode(document, at: path).object(keys: ["rules", "default"])
        guard let list = root["rules"] else {
            throw PolicyError(
                .missingKey, "expected the key 'rules', a list of rules; found none. An empty list is allowed.",
                at: path)
        }
        var rules: [PolicyRule] = []
        for node in try list.elements() { rules.append(try PolicyRule(node)) }
        self.init(rules: rules, fallback: try root["default"]?.verdict(approvers: []) ?? .deny)
    }
}

extension PolicyRule {
    private static let subjectKeys = ["tool", "effect", "provider", "model", "event", "memory", "recall", "any"]
    private static let keys = subjectKeys + ["tags", "verdict", "reason", "approvers"]

    fileprivate init(_ node: PolicyNode) throws(PolicyError) {
        let members = try node.object(keys: Self.keys)
        guard let verdictNode = members["verdict"] else {
            throw PolicyError(
                .missingKey, "expected the key 'verdict' with allow, deny or escalate; found none.", at: node.path)
        }
        let approvers = try members["approvers"]?.texts()
        let verdict = try verdictNode.verdict(approvers: approvers ?? [])
        if let approvers = members["approvers"], verdictNode.value.stringValue != "escalate" {
            throw PolicyError(
                .conflictingKeys, "expected 'approvers' beside the verdict escalate only. Remove it, or escalate.",
                at: approvers.path)
        }
        self.init(
            verdict, try Self.subject(members, of: node), tags: Set(try members["tags"]?.texts() ?? []),
            reason: try members["reason"]?.text())
    }

    private static func subject(
        _ members: [String: PolicyNode], of node: PolicyNode
    ) throws(PolicyError) -> Subject {
        let found = subjectKeys.filter { members[$0] != nil }
        switch found {
        case ["tool"], ["effect"], ["tool", "effect"]:
            return .tool(try members["tool"]?.pattern() ?? .any, effect: try members["effect"]?.effect())
        case ["provider"], ["model"], ["provider", "model"]:
            return .model(
                provider: try members["provider"]?.pattern() ?? .any, name: try members["model"]?.pattern() ?? .any)
        case ["event"]:
            return .event(try members["event"]?.pattern() ?? .any)
        case ["memory"]:
            return .memory(try members["memory"]?.pattern() ?? .any)
        case ["recall"]:
            return .recall(try members["recall"]?.pattern() ?? .any)
        case ["any"]:
            try members["any"]?.requireTrue()
            return .anything
        case []:
            throw PolicyError(
                .missingKey,
                "expected what the rule is about (tool, effect, provider, model, event, memory or recall); found none. "
                    + "Write \"any\": true for a rule about everything.", at: node.path)
        default:
            throw PolicyError(
                .conflictingKeys,
                "expected one subject (tool and effect, provider and model, event, memory, recall, or any), found "
                    + found.joined(separator: ", ") + ". Split the rule.", at: node.path)
        }
    }
}
