public import AgentPrimitives

/// What is known of one model.
public struct CatalogModel: Hashable, Sendable {
    /// The id of its provider.
    public var provider: String
    /// The provider's name for it.
    public var model: String
    /// Other names for it at the same provider.
    public var aliases: [String]
    /// The largest conversation in tokens, answer included; `nil` when unknown.
    public var contextTokens: Int?
    /// The largest answer in tokens; `nil` when unknown.
    public var maxOutputTokens: Int?
    /// What it can do.
    public var capabilities: ModelCapabilities
    /// What it costs; `nil` when that is unknown, which is not the same as free.
    public var prices: ModelPrices?

    /// Describes a model.
    public init(
        provider: String, model: String, aliases: [String] = [], contextTokens: Int? = nil, maxOutputTokens: Int? = nil,
        capabilities: ModelCapabilities = [.tools], prices: ModelPrices? = nil
    ) {
        self.provider = provider
        self.model = model
        self.aliases = aliases
        self.contextTokens = contextTokens
        self.maxOutputTokens = maxOutputTokens
        self.capabilities = capabilities
        self.prices = prices
    }

    /// The name that callers use: provider, slash, model.
    public var name: String { "\(provider)/\(model)" }
}

/// What a model can do.
public struct ModelCapabilities: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// Takes the bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// It asks for tool calls.
    public static let tools = ModelCapabilities(rawValue: 1)
    /// It looks at pictures.
    public static let images = ModelCapabilities(rawValue: 2)
    /// It reasons before it answers.
    public static let reasoning = ModelCapabilities(rawValue: 4)
    /// It keeps to a JSON Schema.
    public static let schemas = ModelCapabilities(rawValue: 8)

    /// The names of what is there, in a fixed order.
    public var names: [String] {
        [(Self.tools, "tools"), (.images, "images"), (.reasoning, "reasoning"), (.schemas, "schemas")]
            .filter { contains($0.0) }.map(\.1)
    }
}
