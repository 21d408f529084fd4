/// An implementation broke a rule of its contract.
public struct ContractViolation: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rule, in the words of the contract's list.
    public let rule: String
    /// What was expected and what was found.
    public let message: String

    /// Reports a broken rule.
    public init(rule: String, _ message: String) {
        self.rule = rule
        self.message = message
    }

    /// One sentence with the rule and what was found.
    public var description: String { "\(rule): \(message)" }
}
