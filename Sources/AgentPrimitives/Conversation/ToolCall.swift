/// A request to run one tool, as the model or a caller made it.
public struct ToolCall: Hashable, Sendable {
    /// Ties the result to the call; unique within its turn.
    public var id: String
    /// The tool's name.
    public var name: String
    /// The arguments exactly as received; not yet parsed, because a model may send broken JSON.
    public var argumentsText: String
    /// The provider's proof for the call, replayed only to its origin.
    public var state: ProviderState?

    /// Describes a call; empty arguments stand for `{}`.
    public init(id: String, name: String, argumentsText: String, state: ProviderState? = nil) {
        self.id = id
        self.name = name
        self.state = state
        self.argumentsText = argumentsText.isEmpty ? "{}" : argumentsText
    }
}
