import AgentAdapters
import AgentNetwork
import AgentPrimitives
import AgentTesting
import Synchronization
import Testing

@Suite("The openai-chat adapter, against a local server")
struct OpenAIChatAdapterTests {
    private static let chunks = [
        #"{"id":"c1","model":"m","choices":[{"delta":{"content":"Hel"}}]}"#,
        #"{"id":"c1","model":"m","choices":[{"delta":{"content":"lo"},"finish_reason":"stop"}]}"#,
        #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#, "[DONE]",
    ].map { "data: \($0)\n\n" }

    private static let key = Secret("sk-very-secret-key")

    /// Runs a test with an adapter for a server that answers like that.
    private func withAdapter(
        credential: ModelCredential = .secret(OpenAIChatAdapterTests.key),
        answer: @escaping @Sendable (LocalServer.Request) -> [LocalServer.Step],
        _ test: (OpenAIChatAdapter, LocalServer) async throws -> Void
    ) async throws {
        let server = try LocalServer(answer: answer)
        defer { server.stop() }
        let client = HTTPClient(options: .models)
        defer { client.shutdown() }
        let adapter = OpenAIChatAdapter(baseURL: try HTTPURL(server.url), credential: credential, client: client)
        try await test(adapter, server)
    }

    private func ask(_ adapter: OpenAIChatAdapter) async -> (events: [ModelEvent], batches: Int, failure: ModelError?) {
        let batches = Mutex<[[ModelEvent]]>([])
        var failure: ModelError?
        do {
            try await adapter.stream(ModelRequest(model: "m", messages: [.user("Hi")])) { batch in
                batches.withLock { $0.append(batch) }
            }
        } catch let error as ModelError {
            failure = error
        } catch {
            Issue.record(error)
        }
        return batches.withLock { ($0.flatMap { $0 }, $0.count, failure) }
    }

    @Test("keeps the adapter contract")
    func contract() async throws {
        try await withAdapter(answer: { _ in [.eventStreamHead, .send(Self.chunks.joined()), .close] }) {
            adapter, server in
            let request = ModelRequest(model: "m", messages: [.user("Hi")])
            let answer = try await ModelAdapterContract.check(adapter, with: request)
            #expect(answer.message.text == "Hello")
            #expect(answer.usage == Usage(inputTokens: 3, outputTokens: 1))
            #expect(adapter.metadata == ModelAdapterMetadata(provider: "127.0.0.1", kind: .openAIChat))
        }
    }

    @Test("sends the key, the path and the body")
    func request() async throws {
        try await withAdapter(answer: { _ in [.eventStreamHead, .send(Self.chunks.joined()), .close] }) {
            adapter, server in
            #expect(await ask(adapter).failure == nil)
            let request = try #require(server.requests.first)
            #expect(request.head.hasPrefix("POST /v1/chat/completions HTTP/1.1"))
            #expect(request.head.contains("Authorization: Bearer sk-very-secret-key"))
            #expect(request.head.contains("Accept-Encoding: identity"))
            #expect(request.body.hasPrefix(#"{"model":"m","messages":[{"role":"user","content":"Hi"}]"#))
        }
    }

    @Test("delivers what arrives together in one batch")
    func batches() async throws {
        try await withAdapter(answer: { _ in
            [.response("200 OK", ["Content-Type: text/event-stream"], Self.chunks.joined())]
        }) { adapter, _ in
            let result = await ask(adapter)
            #expect(result.batches == 1)
            #expect(result.events.count == 7)
        }
    }

    @Test("uses a connection again, and one that the server closed in between")
    func reuse() async throws {
        let count = Mutex(0)
        let answer: @Sendable (LocalServer.Request) -> [LocalServer.Step] = { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            let body = LocalServer.Step.response("200 OK", ["Content-Type: text/event-stream"], Self.chunks.joined())
            return number == 2 ? [body, .close] : [body]
        }
        try await withAdapter(answer: answer) { adapter, server in
            for _ in 0..<2 { #expect(await ask(adapter).failure == nil) }
            #expect(server.requests.count == 2)
        }
    }

    @Test("takes a whole response where the server does not stream")
    func document() async throws {
        let body = #"{"id":"c1","model":"m","choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}"#
        try await withAdapter(answer: { _ in [.response("200 OK", ["Content-Type: application/json"], body)] }) {
            adapter, _ in
            let result = await ask(adapter)
            #expect(result.failure == nil)
            #expect(ModelAnswer(folding: result.events).message.text == "Hello")
        }
    }

    struct ErrorCase: Sendable, CustomTestStringConvertible {
        var status: String
        var headers: [String] = []
        var body: String
        var code: ModelError.Code
        var mentions: String
        var retryAfter: Duration?
        var testDescription: String { "\(status) \(body.prefix(40))" }
    }

    static let errors: [ErrorCase] = [
        ErrorCase(
            status: "401 Unauthorized",
            body: #"{"error":{"message":"Incorrect API key provided: sk-very-secret-key.","code":"invalid_api_key"}}"#,
            code: .authentication, mentions: "Incorrect API key provided: <secret>."),
        ErrorCase(
            status: "429 Too Many Requests", headers: ["Retry-After: 7"],
            body: #"{"error":{"message":"slow","type":"requests"}}"#,
            code: .rateLimited, mentions: "slow", retryAfter: .seconds(7)),
        ErrorCase(
            status: "429 Too Many Requests", headers: ["retry-after-ms: 250"], body: "", code: .rateLimited,
            mentions: "status 429", retryAfter: .milliseconds(250)),
        ErrorCase(
            status: "503 Service Unavailable",
            headers: ["Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: Sun, 06 Nov 1994 08:50:37 GMT"],
            body: "busy",
            code: .overloaded, mentions: "busy", retryAfter: .seconds(60)),
        ErrorCase(
            status: "502 Bad Gateway", headers: ["Content-Type: text/html"],
            body: "<html><head><title>502 Bad\nGateway</title></head>" + String(repeating: "<p>x</p>", count: 50_000),
            code: .upstreamFailed, mentions: "a web page: 502 Bad Gateway"),
        ErrorCase(
            status: "404 Not Found",
            body: #"{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}"#,
            code: .unknownModel, mentions: "does not exist"),
        ErrorCase(status: "404 Not Found", body: "404 page not found", code: .invalidRequest, mentions: "such as /v1"),
        ErrorCase(
            status: "400 Bad Request",
            body: #"[{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT"}}]"#,
            code: .invalidRequest, mentions: "API key not valid"),
        ErrorCase(
            status: "422 Unprocessable Entity", body: #"{"detail":[{"loc":["body"],"msg":"field required"}]}"#,
            code: .invalidRequest, mentions: "field required"),
        ErrorCase(status: "529 Overloaded", body: "{}", code: .overloaded, mentions: "529"),
        ErrorCase(status: "504 Gateway Timeout", body: "", code: .timedOut, mentions: "504"),
        ErrorCase(
            status: "302 Found", headers: ["Location: /x"], body: "", code: .upstreamFailed, mentions: "redirects"),
    ]

    @Test("explains error statuses", arguments: errors)
    func errorStatus(_ sample: ErrorCase) async throws {
        try await withAdapter(answer: { _ in [.response(sample.status, sample.headers, sample.body)] }) { adapter, _ in
            let result = await ask(adapter)
            let failure = try #require(result.failure)
            #expect(failure.code == sample.code)
            #expect(failure.message.contains(sample.mentions), "\(failure.message)")
            #expect(failure.retryAfter == sample.retryAfter)
            #expect(failure.status == Int(sample.status.prefix(3)))
            #expect(failure.message.utf8.count < 600)
            #expect(!failure.message.contains(Self.key.reveal()))
            #expect(result.events.isEmpty)
        }
    }

    static let broken: [(name: String, steps: [LocalServer.Step], code: ModelError.Code)] = [
        ("closed before the head", [.close], .unreachable),
        ("reset before the head", [.reset], .unreachable),
        ("no HTTP", [.send("220 mail ready\r\n\r\n"), .close], .malformedResponse),
        ("cut in silence", [.eventStreamHead, .send(chunks[0]), .close], .malformedResponse),
        ("reset in mid-stream", [.eventStreamHead, .send(chunks[0]), .reset], .malformedResponse),
        (
            "cut in a chunk",
            [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n" + chunks[0]), .close],
            .malformedResponse
        ),
        ("compressed", [.response("200 OK", ["Content-Encoding: gzip"], "\u{1F}xyz")], .malformedResponse),
        (
            "a login page", [.response("200 OK", ["Content-Type: text/html"], "<html><title>Login</title>")],
            .malformedResponse
        ),
    ]

    @Test("never takes a broken answer for a complete one", arguments: broken.indices)
    func brokenAnswer(_ index: Int) async throws {
        let sample = Self.broken[index]
        try await withAdapter(answer: { _ in sample.steps }) { adapter, _ in
            let result = await ask(adapter)
            #expect(result.failure?.code == sample.code, "\(sample.name): \(String(describing: result.failure))")
            try ModelAdapterContract.checkBrokenOff(result.events)
        }
    }

    @Test("delivers the text that came before an error")
    func textBeforeError() async throws {
        let error = "data: {\"error\":{\"message\":\"boom\"}}\n\n"
        try await withAdapter(answer: { _ in [.eventStreamHead, .send(Self.chunks[0] + error), .holdUntilClosed] }) {
            adapter, _ in
            let result = await ask(adapter)
            #expect(result.failure?.code == .upstreamFailed)
            #expect(ModelAnswer(folding: result.events).message.text == "Hel")
        }
    }

    @Test("does not wait for a connection that stays open after the end")
    func openAfterDone() async throws {
        try await withAdapter(answer: { _ in [.eventStreamHead, .send(Self.chunks.joined()), .holdUntilClosed] }) {
            adapter, server in
            #expect(await ask(adapter).failure == nil)
            #expect(await server.closedByClient.first { true } != nil)
        }
    }

    @Test("forgives a connection that breaks after the finish reason")
    func resetAfterFinish() async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let data = Self.chunks[0] + Self.chunks[1]
        let chunk = String(data.utf8.count, radix: 16) + "\r\n" + data + "\r\n"
        try await withAdapter(answer: { _ in [.send(head + chunk), .close] }) { adapter, _ in
            let result = await ask(adapter)
            #expect(result.failure == nil)
            #expect(ModelAnswer(folding: result.events).message.text == "Hello")
        }
    }

    @Test("closes the connection when the caller gives up")
    func cancel() async throws {
        try await withAdapter(answer: { _ in [.eventStreamHead, .send(Self.chunks[0]), .holdUntilClosed] }) {
            adapter, server in
            let (started, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let failure = await withTaskGroup(of: ModelError?.self) { group in
                group.addTask {
                    do {
                        try await adapter.stream(ModelRequest(model: "m", messages: [.user("Hi")])) { _ in
                            signal.yield()
                        }
                        return nil
                    } catch {
                        return error as? ModelError
                    }
                }
                _ = await started.first { true }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(failure?.code == .cancelled)
            #expect(await server.closedByClient.first { true } != nil)
        }
    }

    @Test("says which key is missing before it connects")
    func missingKey() async throws {
        struct NoSecrets: SecretSource {
            func secret(named name: String) async throws -> Secret? { nil }
        }
        let credential = ModelCredential.named("MISSING_KEY", in: NoSecrets())
        try await withAdapter(credential: credential, answer: { _ in [.close] }) { adapter, server in
            let result = await ask(adapter)
            #expect(result.failure?.code == .authentication)
            #expect(result.failure?.message.contains("MISSING_KEY") == true)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("says when nothing listens")
    func nothingListens() async throws {
        let server = try LocalServer { _ in [.close] }
        server.stop()
        let adapter = OpenAIChatAdapter(baseURL: try HTTPURL(server.url), client: HTTPClient())
        let result = await ask(adapter)
        #expect(result.failure?.code == .unreachable)
        #expect(result.failure?.message.contains("127.0.0.1") == true)
    }
}
