import AgentAdapters
import AgentNetwork
import AgentPrimitives
import Testing

@Suite("Embeddings over HTTP")
struct HTTPEmbedderTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var kind: UpstreamKind
        var path: String
        var key: String
        var answer: String
        var testDescription: String { kind.rawValue }
    }

    static let samples = [
        Sample(
            kind: .openAIChat, path: "/embeddings", key: "authorization: bearer k-123",
            answer: #"{"data":[{"index":1,"embedding":[3,4.5]},{"index":0,"embedding":[1,2]}]}"#),
        Sample(
            kind: .gemini, path: "/v1beta/models/e:batchEmbedContents", key: "x-goog-api-key: k-123",
            answer: #"{"embeddings":[{"values":[1,2]},{"values":[3,4.5]}]}"#),
        Sample(
            kind: .ollama, path: "/api/embed", key: "authorization: bearer k-123",
            answer: #"{"embeddings":[[1,2],[3,4.5]]}"#),
    ]

    private func embed(
        _ texts: [String], _ kind: UpstreamKind, answers: String, status: String = "200 OK", batchSize: Int = 96
    ) async throws -> (vectors: [[Float]], requests: [LocalServer.Request]) {
        let server = try LocalServer { _ in [.response(status, ["Connection: close"], answers), .close] }
        defer { server.stop() }
        let client = HTTPClient(options: .models)
        defer { client.shutdown() }
        var definition = EmbeddingDefinition(
            upstream: kind, baseURL: "http://127.0.0.1:\(server.port)", model: "e", dimension: 2,
            credential: .secret(Secret("k-123")))
        definition.batchSize = batchSize
        let embedder = try definition.embedder(client: client)
        #expect(embedder.dimension == 2)
        return (try await embedder.embed(texts), server.requests)
    }

    @Test("come in the order of the texts", arguments: samples)
    func order(_ sample: Sample) async throws {
        let (vectors, requests) = try await embed(["one", "two"], sample.kind, answers: sample.answer)
        #expect(vectors == [[1, 2], [3, 4.5]])
        #expect(requests.count == 1)
        #expect(requests[0].head.hasPrefix("POST \(sample.path) HTTP/1.1\r\n"))
        #expect(requests[0].head.lowercased().contains(sample.key))
        #expect(requests[0].body.contains("one") && requests[0].body.contains("two"))
    }

    @Test("are asked for in batches")
    func batches() async throws {
        let answer = #"{"embeddings":[[1,2]]}"#
        let (vectors, requests) = try await embed(["a", "b", "c"], .ollama, answers: answer, batchSize: 1)
        #expect(vectors.count == 3 && requests.count == 3)
        #expect(try await embed([], .ollama, answers: answer).requests.isEmpty)
    }

    @Test(
        "are refused when they are not what was asked for",
        arguments: [
            #"{"embeddings":[[1,2,3]]}"#, #"{"embeddings":[[1,"x"]]}"#, #"{"embeddings":[]}"#, #"{"embeddings":7}"#,
            "<html>",
            #"{"error":"no such model"}"#, "",
        ])
    func refusals(_ answer: String) async {
        let error = await #expect(throws: ModelError.self) { _ = try await embed(["a"], .ollama, answers: answer) }
        #expect(error?.code == .malformedResponse || error?.code == .upstreamFailed)
    }

    @Test("say what the server said, without the key")
    func failure() async {
        let error = await #expect(throws: ModelError.self) {
            _ = try await embed(
                ["a"], .openAIChat, answers: #"{"error":{"message":"bad key k-123"}}"#, status: "401 Unauthorized")
        }
        #expect(error?.code == .authentication)
        #expect(error?.message.contains("k-123") == false)
    }
}
