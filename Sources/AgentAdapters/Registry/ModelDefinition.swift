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
    /// - Throws: `invalidRequest` for a URL that is none, and for an upstream that this release cannot talk to.
    public func registration(
        client: HTTPClient, time: any TimeSource = SystemTimeSource()
    ) throws(ModelError) -> ModelRegistration {
        ModelRegistration(
            name: name, upstreamModel: model, adapter: try adapter(at: try url(), client, time), prices: prices)
    }

    /// The APIs that this release can call.
    package static let callable: Set<UpstreamKind> = [.openAIChat, .openAIResponses, .anthropic, .bedrock]

    private func url() throws(ModelError) -> HTTPURL {
        do {
            return try HTTPURL(baseURL)
        } catch {
            throw ModelError(.invalidRequest, "the base_url of the model '\(name)' is not usable: \(error.message)")
        }
    }

    private func adapter(
        at url: HTTPURL, _ client: HTTPClient, _ time: any TimeSource
    ) throws(ModelError) -> any ModelAdapter {
        switch upstream {
        case .openAIChat:
            OpenAIChatAdapter(baseURL: url, credential: credential, client: client)
        case .openAIResponses:
            HTTPModelAdapter(ResponsesDialect(), baseURL: url, credential: credential, client: client, time: time)
        case .anthropic:
            HTTPModelAdapter(
                AnthropicDialect(), baseURL: url, root: "v1", credential: credential, client: client, time: time)
        case .bedrock:
            HTTPModelAdapter(
                BedrockDialect(region: region), baseURL: url, credential: credential.forAWS(), client: client,
                time: time)
        case .gemini, .ollama:
            throw ModelError(
                .invalidRequest,
                "the model '\(name)' needs the upstream '\(upstream.rawValue)', which this release cannot call; "
                    + "use '\(UpstreamKind.openAIChat.rawValue)' with a compatible base_url")
        }
    }
}
