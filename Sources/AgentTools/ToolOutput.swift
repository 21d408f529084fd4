public import AgentPrimitives

/// What a tool gives back.
public struct ToolOutput: Hashable, Sendable {
    /// JSON or plain text; the dispatcher cuts it to its limit.
    public var content: String
    /// Whether the content reports a failure.
    public var isError: Bool

    /// Plain text.
    public static func text(_ text: String) -> ToolOutput {
        ToolOutput(content: text, isError: false)
    }

    /// A JSON document, written compactly.
    public static func json(_ value: JSONValue) -> ToolOutput {
        ToolOutput(content: value.text(), isError: false)
    }

    /// A failure, as a sentence that says what to do instead.
    public static func failure(_ message: String) -> ToolOutput {
        ToolOutput(content: message, isError: true)
    }
}
