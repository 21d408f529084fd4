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
    /// The upstream's region, where its address does not tell.
    public var region: String?
    /// What it costs; `nil` when that is unknown.
    public var prices: ModelPrices?

    /// Describes a model.
    public init(
        name: String, upstream: UpstreamKind, baseURL: String, model: String, credential: ModelCredential = .none,
        region: String? = nil, prices: ModelPrices? = nil
    ) {
        self.name = name
        self.upstream = upstream
        self.baseURL = baseURL
        self.model = model
        self.credential = credential
        self.region = region
        self.prices = prices
    }

    /// Builds the adapter; nothing is connected.
    ///
    /// - Parameters:
    ///   - client: Shared between the models of a process; see `HTTPClientOptions.models`.
    ///   - time: Stamps signatures.
    /// - Throws: `invalidRequest` for a URL that is none.
    public func registration(
        client: HTTPClient, time: any TimeSource = SystemTimeSource()
    ) throws(ModelError) -> ModelRegistration {
        ModelRegistration(
            name: name, upstreamModel: model, adapter: try adapter(client, time), prices: prices)
    }

    private func adapter(_ client: HTTPClient, _ time: any TimeSource) throws(ModelError) -> any ModelAdapter {
        let address = try UpstreamAddress(baseURL, root: upstream.root, for: name)
        return adapter(upstream.upstreamDialect(host: address.host, region: region), at: address, client, time)
    }

    private func adapter(
        _ dialect: some UpstreamDialect, at address: UpstreamAddress, _ client: HTTPClient, _ time: any TimeSource
    ) -> any ModelAdapter {
        HTTPModelAdapter(
            dialect, at: address, credential: upstream == .bedrock ? credential.forAWS() : credential, client: client,
            time: time)
    }
}
