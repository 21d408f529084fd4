public import AgentPrimitives

/// One model that can be asked, as the configuration names it.
public struct ModelEntry: Hashable, Sendable {
    /// The name that clients and commands use.
    public var name: String
    /// The API that the upstream speaks.
    public var upstream: UpstreamKind
    /// The upstream's URL, `http` or `https`, without a `/` at its end; with `/v1` for the two OpenAI kinds.
    public var baseURL: String
    /// The upstream's own name for the model.
    public var model: String
    /// The upstream's key; `nil` where it needs none.
    public var apiKey: SecretReference?
    /// The upstream's region, for Bedrock.
    public var region: String?
    /// What its tokens cost; `nil` when that is not known.
    public var prices: ModelPrices?
    /// Where the entry stands.
    public var source: ConfigurationSource

    /// Describes a model.
    public init(
        name: String, upstream: UpstreamKind, baseURL: String, model: String, apiKey: SecretReference? = nil,
        region: String? = nil, prices: ModelPrices? = nil, source: ConfigurationSource = .fallback
    ) {
        self.name = name
        self.upstream = upstream
        self.baseURL = baseURL
        self.model = model
        self.apiKey = apiKey
        self.region = region
        self.prices = prices
        self.source = source
    }

    /// The key itself; `nil` where the entry names none.
    ///
    /// - Throws: ``ConfigurationError`` with code `missingSecret` when the key that is named does not exist, or what the
    ///   source threw.
    public func resolveKey(with secrets: any SecretSource) async throws -> Secret? {
        guard let apiKey else { return nil }
        guard let secret = try await apiKey.resolve(with: secrets) else {
            throw ConfigurationError(
                .missingSecret, key: "api_key of model '\(name)'", source: source,
                expected: "a secret for \(apiKey)", found: "none",
                advice: "Set the environment variable, or ask another model.")
        }
        return secret
    }
}
