internal import AgentPrimitives

/// A value of a policy document together with its path, so that every error can name it.
struct PolicyNode {
    let value: JSONValue
    let path: JSONPointer

    init(_ value: JSONValue, at path: JSONPointer) {
        self.value = value
        self.path = path
    }

    /// The members of an object that may hold these keys and no others, each once.
    func object(keys: [String]) throws(PolicyError) -> [String: PolicyNode] {
        guard let object = value.objectValue else { throw wrongType("an object") }
        var members: [String: PolicyNode] = [:]
        for (key, value) in object {
            let path = path.appending(key: key)
            guard keys.contains(key) else {
                let suggestion = NearestName.of(key, among: keys).map { " Did you mean '\($0)'?" } ?? ""
                throw PolicyError(
                    .unknownKey, "expected one of \(keys.joined(separator: ", ")); found '\(key)'.\(suggestion)",
                    at: path)
            }
            guard members.updateValue(PolicyNode(value, at: path), forKey: key) == nil else {
                throw PolicyError(.duplicateKey, "expected '\(key)' once, found it again. Keep one.", at: path)
            }
        }
        return members
    }

    func elements() throws(PolicyError) -> [PolicyNode] {
        guard let elements = value.arrayValue else { throw wrongType("a list") }
        return elements.enumerated().map { PolicyNode($1, at: path.appending(index: $0)) }
    }

    func text() throws(PolicyError) -> String {
        guard let text = value.stringValue else { throw wrongType("a text") }
        guard !text.isEmpty else { throw invalid("a text that is not empty") }
        return text
    }

    func texts() throws(PolicyError) -> [String] {
        var texts: [String] = []
        for element in try elements() { texts.append(try element.text()) }
        guard !texts.isEmpty else { throw invalid("at least one text; leave the key out for none") }
        return texts
    }

    func pattern() throws(PolicyError) -> NamePattern {
        NamePattern(try text())
    }

    func requireTrue() throws(PolicyError) {
        guard value.boolValue == true else { throw invalid("true") }
    }

    func effect() throws(PolicyError) -> EffectClass {
        guard let effect = EffectClass(rawValue: try text()) else {
            throw invalid(choices: EffectClass.allCases.map(\.rawValue))
        }
        return effect
    }

    func verdict(approvers: [String]) throws(PolicyError) -> PolicyDecision.Verdict {
        switch try text() {
        case "allow": return .allow
        case "deny": return .deny
        case "escalate": return .escalate(approvers: approvers)
        default: throw invalid(choices: ["allow", "deny", "escalate"])
        }
    }

    private func invalid(choices: [String]) -> PolicyError {
        let suggestion = value.stringValue.flatMap { NearestName.of($0, among: choices) }
        return invalid(
            "one of \(choices.joined(separator: ", "))", suggestion: suggestion.map { " Did you mean '\($0)'?" } ?? "")
    }

    private func invalid(_ expected: String, suggestion: String = "") -> PolicyError {
        PolicyError(.invalidValue, "expected \(expected); found \(excerpt).\(suggestion)", at: path)
    }

    private func wrongType(_ expected: String) -> PolicyError {
        PolicyError(.wrongType, "expected \(expected); found \(excerpt).", at: path)
    }

    /// The value as JSON, cut to a readable length.
    private var excerpt: String {
        let text = String(decoding: value.serialized(), as: UTF8.self)
        return text.count <= 60 ? text : text.prefix(57) + "..."
    }
}
