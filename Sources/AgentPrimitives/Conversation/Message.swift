/// One message of a conversation, independent of any model API.
public struct Message: Hashable, Sendable {
    /// Who speaks.
    public var role: MessageRole
    /// What is said, in order.
    public var content: [ContentPart]

    /// Builds a message out of parts.
    public init(role: MessageRole, content: [ContentPart]) {
        self.role = role
        self.content = content
    }

    /// A system message of plain text.
    public static func system(_ text: String) -> Message { Message(role: .system, content: [.text(text)]) }
    /// A user message of plain text.
    public static func user(_ text: String) -> Message { Message(role: .user, content: [.text(text)]) }
    /// An assistant message of plain text.
    public static func assistant(_ text: String) -> Message { Message(role: .assistant, content: [.text(text)]) }

    /// The text parts joined without separator; reasoning, calls and results are left out.
    public var text: String {
        content.reduce(into: "") { joined, part in
            if case .text(let text) = part { joined += text }
        }
    }

    /// The tool calls in order.
    public var toolCalls: [ToolCall] {
        content.compactMap { part in
            if case .toolCall(let call) = part { call } else { nil }
        }
    }
}
