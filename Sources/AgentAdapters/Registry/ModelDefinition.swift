public import AgentNetwork
public import AgentPrimitives

/// A model as a configuration describes it: enough to build its adapter.
public struct ModelDefinition: Sendable {
    /// The name that callers use.
    public var name: String
    /// The API that the upstream speaks.
    public var upstream: UpstreamKind
    /// The upstream's URL; with `/v1` for the two OpenAI kinds.
    public var baseURL: String
    /// The model's name at the upstream.
    public var model: String
    /// The upstream's key.
    public var credential: ModelCredential
    /// What it costs; `nil` when that is unknown.
    public var prices: ModelPrices?

    /// Describes a model.
    public init(
        name: String, upstream: UpstreamKind, baseURL: String, model: String, credential: ModelCredential = .none,
        prices: ModelPrices? = nil
    ) {
        self.name = name
        self.upstream = upstream
        self.baseURL = baseURL
        self.model = model
        self.credential = credential
        self.prices = prices
    }

    /// Builds the adapter; nothing is connected.
    ///
    /// - Parameter client: Shared between the models of a process; see `HTTPClientOptions.models`.
    /// - Throws: `invalidRequest` for a URL that is none, and for an upstream that this release cannot talk to.
    public func registration(client: HTTPClient) throws(ModelError) -> ModelRegistration {
        guard upstream == .openAIChat else {
            throw ModelError(
                .invalidRequest,
                "the model '\(name)' needs the upstream '\(upstream.rawValue)', which this release cannot call; "
                    + "use '\(UpstreamKind.openAIChat.rawValue)' with a compatible base_url")
        }
        let url: HTTPURL
        do {
            url = try HTTPURL(baseURL)
        } catch {
            throw ModelError(.invalidRequest, "the base_url of the model '\(name)' is not usable: \(error.message)")
        }
        return ModelRegistration(
            name: name, upstreamModel: model,
            adapter: OpenAIChatAdapter(baseURL: url, credential: credential, client: client), prices: prices)
    }
}
