public import AgentNetwork
public import AgentPrimitives

/// An embedding model behind an HTTP API, as configured.
public struct EmbeddingDefinition: Sendable {
    /// The API: `openai-chat` or `openai-responses` (`POST embeddings`), `gemini` (`batchEmbedContents`) or `ollama`
    /// (`POST api/embed`).
    public var upstream: UpstreamKind
    /// Where the API is, as for ``ModelDefinition/baseURL``.
    public var baseURL: String
    /// The model as the provider calls it.
    public var model: String
    /// The number of components of its vectors.
    public var dimension: Int
    /// Whether to ask the provider for that many components, for models that can shorten their vectors.
    public var asksForDimension = false
    /// The most texts in one request; longer lists are sent as several.
    public var batchSize = 96
    /// The key.
    public var credential: ModelCredential

    /// Describes an embedding model.
    public init(
        upstream: UpstreamKind, baseURL: String, model: String, dimension: Int, credential: ModelCredential = .none
    ) {
        self.upstream = upstream
        self.baseURL = baseURL
        self.model = model
        self.dimension = dimension
        self.credential = credential
    }

    /// Builds the embedder; nothing is connected.
    ///
    /// - Throws: `invalidRequest` for a URL that is none, a size below 1, and an API without embeddings.
    public func embedder(client: HTTPClient) throws(ModelError) -> any Embedder {
        guard dimension > 0, batchSize > 0 else {
            throw ModelError(
                .invalidRequest,
                "expected a dimension and a batch size of at least 1 for the embedding model '\(model)', "
                    + "found \(dimension) and \(batchSize)")
        }
        let dialect: any EmbeddingDialect
        switch upstream {
        case .openAIChat, .openAIResponses: dialect = OpenAIEmbeddingDialect()
        case .gemini: dialect = GeminiEmbeddingDialect()
        case .ollama: dialect = OllamaEmbeddingDialect()
        case .anthropic, .bedrock:
            throw ModelError(
                .invalidRequest,
                "the upstream '\(upstream.rawValue)' has no embeddings here; use openai-chat, gemini or ollama")
        }
        return HTTPEmbedder(
            definition: self, dialect: dialect, base: try UpstreamAddress(baseURL, root: dialect.root, for: model),
            client: client)
    }
}
