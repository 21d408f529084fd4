/// One part of a message.
public enum ContentPart: Hashable, Sendable {
    /// Plain text.
    case text(String)
    /// The model's visible reasoning; `signature` is the provider's opaque proof, replayed only to its origin.
    case reasoning(text: String, signature: ProviderState?)
    /// Reasoning that its provider keeps to itself.
    case redactedReasoning(ProviderState)
    /// A call that the model asks for.
    case toolCall(ToolCall)
    /// What came of a call.
    case toolResult(ToolResult)
    /// An image, a document or a recording.
    case media(Media)
    /// The model's words for not answering.
    case refusal(String)
    /// A source of the text before it.
    case citation(Citation)
    /// Asks the provider to cache the prompt up to here, the part before included.
    case cachePoint(CacheHint)
    /// An item that only its provider understands; it belongs to the part before it, or stands alone.
    case opaque(ProviderState)
}
