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

    private let baseURL: HTTPURL
    private let credential: ModelCredential
    private let options: OpenAIChatOptions
    private let client: HTTPClient

    /// Connects to nothing yet.
    ///
    /// - Parameters:
    ///   - baseURL: Up to and including `/v1`, or what the server has in its place.
    ///   - credential: Sent as a bearer token.
    ///   - options: By default what is known to work with the host.
    ///   - client: Shared between adapters; its timeouts apply.
    public init(
        baseURL: HTTPURL, credential: ModelCredential = .none, options: OpenAIChatOptions? = nil, client: HTTPClient
    ) {
        self.baseURL = baseURL
        self.credential = credential
        self.options = options ?? OpenAIChatOptions(host: baseURL.host)
        self.client = client
        metadata = ModelAdapterMetadata(provider: baseURL.host, kind: .openAIChat)
    }

    /// What Chat Completions has no field for: signatures, error marks on tool results, and reasoning at most servers.
    public func losses(in request: ModelRequest) -> [TranslationLoss] {
        ChatRequestEncoder.encode(request, names: ToolNameMap(request), options: options).losses
    }

    /// Sends `POST {baseURL}/chat/completions` and reads the answer, streamed or whole.
    public func stream(
        _ request: ModelRequest, deliver: @escaping ModelEventSink
    ) async throws {
        let key = try await credential.resolve()
        // The outcome is a value, so that what `deliver` threw is told apart from what the client threw.
        let outcome: Result<Void, any Error>
        do {
            outcome = try await client.withResponse(to: try httpRequest(for: request, key: key)) { response in
                do {
                    return .success(try await receive(response, answering: request, deliver: deliver))
                } catch {
                    return .failure(error)
                }
            }
        } catch let error as NetworkError {
            throw error.modelError(host: baseURL.host).hiding(key)
        }
        if case .failure(let error as ModelError) = outcome { throw error.hiding(key) }
        try outcome.get()
    }

    private func httpRequest(for request: ModelRequest, key: Secret?) throws(NetworkError) -> HTTPRequest {
        let encoded = ChatRequestEncoder.encode(request, names: ToolNameMap(request), options: options)
        var headers: HTTPHeaders = [
            "Content-Type": "application/json", "Accept": "text/event-stream, application/json",
            "Accept-Encoding": "identity",
        ]
        if let key { headers["Authorization"] = "Bearer \(key.reveal())" }
        return HTTPRequest(
            method: .post, url: try baseURL.appending(path: "chat/completions"), headers: headers,
            body: .bytes(encoded.body.serialized()))
    }

    private func receive(
        _ response: HTTPResponse, answering request: ModelRequest,
        deliver: @Sendable ([ModelEvent]) async throws -> Void
    ) async throws {
        guard response.status == 200 else { throw await failure(of: response) }
        if let coding = response.headers["content-encoding"], coding.lowercased() != "identity" {
            throw ModelError(
                .malformedResponse,
                "\(baseURL.host) sent its answer in the coding '\(Excerpt.of(coding))', which was not asked for")
        }
        var reader = ChatResponseReader(answering: request, limits: options.limits)
        while !reader.isDone {
            var events: [ModelEvent] = []
            let failure = await step(&reader, response.body, into: &events)
            if !events.isEmpty { try await deliver(events) }
            if let failure { throw failure }
        }
    }

    /// Reads once; what arrived before a failure is in `events`.
    private func step(
        _ reader: inout ChatResponseReader, _ body: HTTPIncomingBody, into events: inout [ModelEvent]
    ) async -> ModelError? {
        do throws(NetworkError) {
            guard let bytes = try await body.next() else { return end(&reader, into: &events) }
            do throws(ModelError) {
                try reader.read(bytes, into: &events)
                return nil
            } catch {
                return error
            }
        } catch {
            let isHarmless = reader.hasFinishReason && (error.code == .truncated || error.code == .connectionClosed)
            return isHarmless ? end(&reader, into: &events) : error.modelError(host: baseURL.host)
        }
    }

    private func end(_ reader: inout ChatResponseReader, into events: inout [ModelEvent]) -> ModelError? {
        do throws(ModelError) {
            try reader.end(into: &events)
            return nil
        } catch {
            return error
        }
    }

    /// The error behind a status other than 200, with as much of the body as helps.
    private func failure(of response: HTTPResponse) async -> ModelError {
        var body: [UInt8] = []
        // What cannot be read of an error page is not worth another error.
        while body.count < Self.longestErrorBody, let bytes = try? await response.body.next() { body += bytes }
        return UpstreamStatus.error(
            status: response.status, headers: response.headers, body: Array(body.prefix(Self.longestErrorBody)),
            host: baseURL.host)
    }

    private static let longestErrorBody = 64 * 1024
}
