import AgentAdapters
import AgentNetwork
import AgentPrimitives
import Synchronization
import Testing

@Suite("A model of the kind gemini, against a local server")
struct GeminiAdapterTests {
    private static let chunks = [
        #"{"candidates":[{"content":{"parts":[{"text":"Hel"}],"role":"model"}}]}"#,
        #"{"candidates":[{"content":{"parts":[{"text":"lo"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1}}"#,
    ].map { "data: \($0)\r\n\r\n" }

    private func withModel(
        root: String = "", answer: @escaping @Sendable (LocalServer.Request) -> [LocalServer.Step],
        _ test: (ModelRegistration, LocalServer) async throws -> Void
    ) async throws {
        let server = try LocalServer(answer: answer)
        defer { server.stop() }
        let client = HTTPClient(options: .models)
        defer { client.shutdown() }
        let definition = ModelDefinition(
            name: "m", upstream: .gemini, baseURL: "http://127.0.0.1:\(server.port)\(root)", model: "gemini-x",
            credential: .secret(Secret("AIza-very-secret")))
        try await test(try definition.registration(client: client), server)
    }

    @Test("is called below /v1beta, whether the address ends with it or not", arguments: ["", "/", "/v1beta"])
    func request(_ root: String) async throws {
        try await withModel(root: root, answer: { _ in [.eventStreamHead, .send(Self.chunks.joined()), .close] }) {
            model, server in
            let events = Mutex<[ModelEvent]>([])
            try await model.stream(ModelRequest(model: "m", messages: [.user("Hi")])) { batch in
                events.withLock { $0 += batch }
            }
            let answer = ModelAnswer(folding: events.withLock { $0 })
            #expect(answer.message.text == "Hello")
            #expect(answer.usage == Usage(inputTokens: 3, outputTokens: 1))
            #expect(model.adapter.metadata == ModelAdapterMetadata(provider: "127.0.0.1", kind: .gemini))
            let request = try #require(server.requests.first)
            #expect(request.head.hasPrefix("POST /v1beta/models/gemini-x:streamGenerateContent?alt=sse HTTP/1.1\r\n"))
            #expect(request.head.contains("x-goog-api-key: AIza-very-secret"))
            #expect(!request.head.contains("Authorization"))
            #expect(request.body.hasPrefix(#"{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]"#))
        }
    }

    @Test("says what its server refused, and when to come back")
    func refusal() async throws {
        let body =
            #"[{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"}]}}]"#
        try await withModel(answer: { _ in
            [.response("429 Too Many Requests", ["Content-Type: application/json"], body)]
        }) { model, _ in
            let error = await #expect(throws: ModelError.self) {
                try await model.stream(ModelRequest(model: "m", messages: [.user("Hi")])) { _ in }
            }
            #expect(error?.code == .rateLimited)
            #expect(error?.retryAfter == .seconds(7))
            #expect(error?.message.contains("quota") == true)
        }
    }
}
