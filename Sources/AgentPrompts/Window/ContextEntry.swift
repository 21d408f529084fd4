public import AgentPrimitives

/// One message of a conversation, and whether it must stay in the window.
public struct ContextEntry: Hashable, Sendable {
    /// The message.
    public var message: Message
    /// Whether it stays, whole, whatever else is left out; so does the exchange that it belongs to.
    public var isPinned: Bool

    /// Makes an entry.
    public init(_ message: Message, isPinned: Bool = false) {
        self.message = message
        self.isPinned = isPinned
    }
}
