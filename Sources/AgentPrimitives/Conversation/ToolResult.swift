/// What came of a tool call, as the model sees it.
public struct ToolResult: Hashable, Sendable {
    /// The call that this answers.
    public var callID: String
    /// The tool's name; some model APIs match results by name.
    public var name: String
    /// The tool's answer: a JSON text or plain text, already cut to the dispatcher's limit.
    public var content: String
    /// Whether the content is an error text.
    public var isError: Bool
    /// Images and documents that came with the content, and follow it.
    public var media: [Media]

    /// Describes a result.
    public init(callID: String, name: String, content: String, isError: Bool = false, media: [Media] = []) {
        self.callID = callID
        self.name = name
        self.content = content
        self.isError = isError
        self.media = media
    }
}
