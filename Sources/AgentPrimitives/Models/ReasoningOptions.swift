/// How much a model reasons before it answers.
public struct ReasoningOptions: Hashable, Sendable {
    /// Whether it reasons at all.
    public var mode: Mode
    /// How hard, in the provider's words, such as `low` or `high`.
    public var effort: String?
    /// The most tokens to spend on it.
    public var budgetTokens: Int?
    /// How much of it is shown, in the provider's words, such as `auto` or `detailed`; `nil` leaves it to the provider.
    public var summary: String?

    /// Describes how much to reason.
    public init(mode: Mode = .enabled, effort: String? = nil, budgetTokens: Int? = nil, summary: String? = nil) {
        self.mode = mode
        self.effort = effort
        self.budgetTokens = budgetTokens
        self.summary = summary
    }

    /// Whether a model reasons.
    public enum Mode: String, Hashable, Sendable {
        /// It does.
        case enabled
        /// It decides for itself.
        case adaptive
        /// It does not.
        case disabled
    }
}
