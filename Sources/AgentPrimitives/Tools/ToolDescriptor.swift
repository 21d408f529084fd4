/// What is known of a tool without running it.
public struct ToolDescriptor: Hashable, Sendable {
    /// The tool's name, such as `fs.read`.
    public var name: String
    /// What the tool does, for the model; one or two sentences.
    public var summary: String
    /// JSON Schema (draft 2020-12) of the arguments: an object.
    public var inputSchema: JSONValue
    /// What an agent must be granted to call it.
    public var requiredCapabilities: CapabilitySet
    /// How far it reaches.
    public var effect: EffectClass
    /// What may be done after a crash in mid-call.
    public var idempotency: Idempotency

    /// Describes a tool.
    public init(
        name: String, summary: String, inputSchema: JSONValue, requiredCapabilities: CapabilitySet = [],
        effect: EffectClass, idempotency: Idempotency
    ) {
        self.name = name
        self.summary = summary
        self.inputSchema = inputSchema
        self.requiredCapabilities = requiredCapabilities
        self.effect = effect
        self.idempotency = idempotency
    }
}
