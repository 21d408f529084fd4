/// One question to a model, independent of any model API.
public struct ModelRequest: Hashable, Sendable {
    /// The model's name as configured, such as `builtin/extractive`.
    public var model: String
    /// The developer's standing instructions, in parts; only text, media and cache points have a meaning here.
    public var systemParts: [ContentPart]
    /// The conversation, oldest first.
    public var messages: [Message]
    /// The tools that the model may call, in a stable order.
    public var tools: [ToolDescriptor]
    /// What is asked of single tools, by their names.
    public var toolOptions: [String: ToolOptions] = [:]
    /// Whether and which tools the model must call.
    public var toolChoice: ToolChoice = .auto
    /// Whether the model may ask for several calls in one turn; `nil` leaves it to the model.
    public var allowsParallelToolCalls: Bool?
    /// The form of the answer.
    public var responseFormat: ResponseFormat = .text
    /// The largest answer in tokens.
    public var maxOutputTokens: Int
    /// How the next token is chosen.
    public var sampling = SamplingOptions()
    /// How much the model reasons; `nil` leaves it to the model.
    public var reasoning: ReasoningOptions?
    /// Asks the provider to cache the prompt where it sees fit; cache points in the content say where.
    public var cacheHint: CacheHint?
    /// The asking person or program, for the provider's abuse control.
    public var user: String?
    /// Labels that the provider keeps with the answer.
    public var metadata: [String: String] = [:]
    /// Fields of a client's API that have no counterpart here; they are sent to that API only.
    public var extras: ProviderFields?

    /// Describes a question.
    public init(
        model: String, system: String = "", messages: [Message], tools: [ToolDescriptor] = [],
        maxOutputTokens: Int = 4096, temperature: Double? = nil
    ) {
        self.model = model
        systemParts = system.isEmpty ? [] : [.text(system)]
        self.messages = messages
        self.tools = tools
        self.maxOutputTokens = maxOutputTokens
        sampling.temperature = temperature
    }

    /// The standing instructions as one text, parts joined by empty lines; empty for none.
    public var system: String {
        get {
            systemParts.compactMap { part in
                if case .text(let text) = part { text } else { nil }
            }.joined(separator: "\n\n")
        }
        set { systemParts = newValue.isEmpty ? [] : [.text(newValue)] }
    }

    /// Sampling temperature; `nil` leaves it to the model.
    public var temperature: Double? {
        get { sampling.temperature }
        set { sampling.temperature = newValue }
    }
}
