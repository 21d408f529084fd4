import AgentAdapters
import AgentNetwork
import AgentPrimitives
import AgentTesting
import Testing

/// Each API over a real socket: where it is called, how the key is sent, and that the answer arrives.
@Suite("Every kind of upstream")
struct UpstreamKindTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var kind: UpstreamKind
        /// What stands behind the server's address in the configuration.
        var base = ""
        var path: String
        var keyField: String
        var answer: String

        var testDescription: String { kind.rawValue }
    }

    private static func events(_ events: [String]) -> String { events.map { "data: \($0)\n\n" }.joined() }

    static let samples = [
        Sample(
            kind: .openAIChat, base: "/v1", path: "/v1/chat/completions", keyField: "authorization: bearer k-123",
            answer: events([#"{"choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"stop"}]}"#, "[DONE]"])
        ),
        Sample(
            kind: .openAIResponses, base: "/v1", path: "/v1/responses", keyField: "authorization: bearer k-123",
            answer:
                #"{"id":"r","object":"response","status":"completed","output":[{"type":"message","id":"m","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[]}]}]}"#
        ),
        Sample(
            kind: .anthropic, path: "/v1/messages", keyField: "x-api-key: k-123",
            answer:
                #"{"id":"m","type":"message","role":"assistant","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}"#
        ),
        Sample(
            kind: .gemini, path: "/v1beta/models/u:streamGenerateContent?alt=sse", keyField: "x-goog-api-key: k-123",
            answer: events([#"{"candidates":[{"content":{"parts":[{"text":"Hello"}]},"finishReason":"STOP"}]}"#])),
        Sample(
            kind: .bedrock, path: "/model/u/converse-stream", keyField: "authorization: bearer k-123",
            answer:
                #"{"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}"#
        ),
        Sample(
            kind: .ollama, path: "/api/chat", keyField: "authorization: bearer k-123",
            answer: #"{"message":{"role":"assistant","content":"Hello"},"done":true,"done_reason":"stop"}"# + "\n"),
    ]

    @Test("is called at its place with its key, and answers", arguments: samples)
    func call(_ sample: Sample) async throws {
        let server = try LocalServer { _ in [.response("200 OK", ["Connection: close"], sample.answer), .close] }
        defer { server.stop() }
        let client = HTTPClient(options: .models)
        defer { client.shutdown() }
        let definition = ModelDefinition(
            name: "m", upstream: sample.kind, baseURL: "http://127.0.0.1:\(server.port)\(sample.base)", model: "u",
            credential: .secret(Secret("k-123")))
        let adapter = try definition.registration(client: client).adapter
        let answer = try await EventList.ask(adapter)
        #expect(answer.message.text == "Hello")
        #expect(answer.stopReason == .endOfTurn)
        let head = try #require(server.requests.first?.head)
        #expect(head.hasPrefix("POST \(sample.path) HTTP/1.1\r\n"), "\(head)")
        #expect(head.lowercased().contains(sample.keyField))
        #expect(server.requests.first?.body.contains("Hi") == true)
    }

    @Test("keeps the adapter contract", arguments: samples)
    func contract(_ sample: Sample) async throws {
        let server = try LocalServer { _ in [.response("200 OK", ["Connection: close"], sample.answer), .close] }
        defer { server.stop() }
        let client = HTTPClient(options: .models)
        defer { client.shutdown() }
        let definition = ModelDefinition(
            name: "m", upstream: sample.kind, baseURL: "http://127.0.0.1:\(server.port)\(sample.base)", model: "u",
            credential: .secret(Secret("k-123")))
        func check(_ adapter: some ModelAdapter) async throws {
            let question = ModelRequest(model: "u", messages: [.user("Hi")])
            let answer = try await ModelAdapterContract.check(adapter, with: question)
            #expect(answer.message.text == "Hello")
        }
        let adapter = try definition.registration(client: client).adapter
        try await check(adapter)
    }

    @Test("says what the server said when it refuses", arguments: samples)
    func refusal(_ sample: Sample) async throws {
        let body = #"{"error":{"type":"invalid_request_error","message":"no such thing, k-123"}}"#
        let server = try LocalServer { _ in [.response("400 Bad Request", [], body), .close] }
        defer { server.stop() }
        let client = HTTPClient(options: .models)
        defer { client.shutdown() }
        let definition = ModelDefinition(
            name: "m", upstream: sample.kind, baseURL: "http://127.0.0.1:\(server.port)\(sample.base)", model: "u",
            credential: .secret(Secret("k-123")))
        let adapter = try definition.registration(client: client).adapter
        let error = await #expect(throws: ModelError.self) { try await EventList.ask(adapter) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message.contains("no such thing") == true)
        #expect(error?.message.contains("k-123") == false)
    }
}
