/// One part of a message.
public enum ContentPart: Hashable, Sendable {
    /// Plain text.
    case text(String)
    /// The model's visible reasoning; `signature` is the provider's opaque proof, replayed only to its origin.
    case reasoning(text: String, signature: String?)
    /// A call that the model asks for.
    case toolCall(ToolCall)
    /// What came of a call.
    case toolResult(ToolResult)
}
