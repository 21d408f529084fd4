/// One question to a model, independent of any model API.
public struct ModelRequest: Hashable, Sendable {
    /// The model's name as configured, such as `builtin/extractive`.
    public var model: String
    /// The developer's standing instructions; empty for none.
    public var system: String
    /// The conversation, oldest first.
    public var messages: [Message]
    /// The tools that the model may call, in a stable order.
    public var tools: [ToolDescriptor]
    /// The largest answer in tokens.
    public var maxOutputTokens: Int
    /// Sampling temperature; `nil` leaves it to the model.
    public var temperature: Double?

    /// Describes a question.
    public init(
        model: String, system: String = "", messages: [Message], tools: [ToolDescriptor] = [],
        maxOutputTokens: Int = 4096, temperature: Double? = nil
    ) {
        self.model = model
        self.system = system
        self.messages = messages
        self.tools = tools
        self.maxOutputTokens = maxOutputTokens
        self.temperature = temperature
    }
}
