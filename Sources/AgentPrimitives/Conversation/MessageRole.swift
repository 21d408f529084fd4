/// Who speaks in a message.
public enum MessageRole: String, Hashable, Sendable {
    /// The developer's standing instructions.
    case system
    /// The person or agent that asks.
    case user
    /// The model.
    case assistant
    /// The outcome of tool calls.
    case tool
}
