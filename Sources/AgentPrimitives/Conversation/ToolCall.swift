/// A request to run one tool, as the model or a caller made it.
public struct ToolCall: Hashable, Sendable {
    /// Ties the result to the call; unique within its turn.
    public var id: String
    /// The tool's name.
    public var name: String
    /// The arguments exactly as received; not yet parsed, because a model may send broken JSON.
    public var argumentsText: String

    /// Describes a call; empty arguments stand for `{}`.
    public init(id: String, name: String, argumentsText: String) {
        self.id = id
        self.name = name
        self.argumentsText = argumentsText.isEmpty ? "{}" : argumentsText
    }
}
