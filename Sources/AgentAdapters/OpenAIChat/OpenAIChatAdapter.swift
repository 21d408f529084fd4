public import AgentNetwork
public import AgentPrimitives

/// A model behind OpenAI Chat Completions, at OpenAI or at any compatible server.
///
/// ```swift
/// let adapter = OpenAIChatAdapter(baseURL: try HTTPURL("http://127.0.0.1:11434/v1"), client: HTTPClient(options: .models))
/// try await adapter.stream(ModelRequest(model: "qwen3", messages: [.user("Hello")])) { events in … }
/// ```
public struct OpenAIChatAdapter: ModelAdapter {
    /// The server's host, and `openai-chat`.
    public let metadata: ModelAdapterMetadata

    private let adapter: HTTPModelAdapter<OpenAIChatDialect>

    /// Connects to nothing yet.
    ///
    /// - Parameters:
    ///   - baseURL: Up to and including `/v1`, or what the server has in its place.
    ///   - credential: Sent as a bearer token, unless the options name a field for it.
    ///   - options: By default what is known to work with the host.
    ///   - client: Shared between adapters; its timeouts apply.
    public init(
        baseURL: HTTPURL, credential: ModelCredential = .none, options: OpenAIChatOptions? = nil, client: HTTPClient
    ) {
        adapter = HTTPModelAdapter(
            OpenAIChatDialect(options: options ?? OpenAIChatOptions(host: baseURL.host)),
            at: UpstreamAddress(baseURL), credential: credential, client: client, time: SystemTimeSource())
        metadata = adapter.metadata
    }

    /// What Chat Completions has no field for: signatures, error marks on tool results, and reasoning at most servers.
    public func losses(in request: ModelRequest) -> [TranslationLoss] {
        adapter.losses(in: request)
    }

    /// Sends `POST {baseURL}/chat/completions` and reads the answer, streamed or whole.
    public func stream(
        _ request: ModelRequest, deliver: @escaping ModelEventSink
    ) async throws {
        try await adapter.stream(request, deliver: deliver)
    }
}
