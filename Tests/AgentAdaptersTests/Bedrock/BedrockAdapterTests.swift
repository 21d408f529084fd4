import AgentNetwork
import AgentPrimitives
import Synchronization
import Testing

@testable import AgentAdapters

@Suite("The Bedrock adapter, against a local server")
struct BedrockAdapterTests {
    private static let secret = "wJalrXUtnFEMI-EXAMPLEKEY"
    private static let greeting = LocalServer.Step.response(
        "200 OK", [], #"{"output":{"message":{"content":[{"text":"Hello"}]}},"stopReason":"end_turn"}"#)

    /// Asks a server that answers like that; gives what came of it and the head of the request.
    private func ask(
        _ step: LocalServer.Step, key: String, model: String = "anthropic.claude-v1:0"
    ) async throws -> (text: String, failure: ModelError?, head: String) {
        let server = try LocalServer { _ in [step] }
        defer { server.stop() }
        let client = HTTPClient(options: .models)
        defer { client.shutdown() }
        let definition = ModelDefinition(
            name: "b", upstream: .bedrock, baseURL: "http://127.0.0.1:\(server.port)", model: model,
            credential: .secret(Secret(key)), region: "eu-west-1")
        let registration = try definition.registration(client: client)
        let events = Mutex<[ModelEvent]>([])
        var failure: ModelError?
        do {
            try await registration.stream(ModelRequest(model: "b", messages: [.user("Hi")])) { batch in
                events.withLock { $0 += batch }
            }
        } catch let error as ModelError {
            failure = error
        }
        let text = ModelAnswer(folding: events.withLock { $0 }).message.text
        return (text, failure, server.requests.first?.head ?? "")
    }

    @Test("signs with a pair of keys, in the region of the configuration, and encodes the model once in the path")
    func signed() async throws {
        let result = try await ask(Self.greeting, key: "AKID:\(Self.secret)")
        #expect(result.text == "Hello" && result.failure == nil)
        #expect(result.head.hasPrefix("POST /model/anthropic.claude-v1%3A0/converse-stream HTTP/1.1"))
        #expect(result.head.contains("Credential=AKID/"))
        #expect(result.head.contains("/eu-west-1/bedrock/aws4_request"))
        #expect(!result.head.contains(Self.secret))
        let bearer = try await ask(Self.greeting, key: "key")
        #expect(bearer.head.contains("Bearer key"))
    }

    @Test(
        "knows failures by the name that the API gives them",
        arguments: [
            ("429 Too Many Requests", "ThrottlingException:http://x/", ModelError.Code.rateLimited),
            ("400 Bad Request", "ValidationException", .invalidRequest),
            ("400 Bad Request", "ServiceQuotaExceededException", .rateLimited),
            ("403 Forbidden", "UnrecognizedClientException", .authentication),
            ("404 Not Found", "ResourceNotFoundException", .unknownModel),
            ("408 Request Timeout", "ModelTimeoutException", .timedOut),
            ("424 Failed Dependency", "ModelErrorException", .upstreamFailed),
            ("429 Too Many Requests", "ModelNotReadyException", .overloaded),
            ("503 Service Unavailable", "ServiceUnavailableException", .overloaded),
        ])
    func failures(_ status: String, _ name: String, _ code: ModelError.Code) async throws {
        let answer = LocalServer.Step.response(
            status, ["x-amzn-ErrorType: \(name)", "Retry-After: 2"], #"{"message":"because \#(Self.secret)"}"#)
        let result = try await ask(answer, key: "AKID:\(Self.secret)")
        #expect(result.failure?.code == code)
        #expect(result.failure?.status == Int(status.prefix(3)))
        #expect(result.failure?.message.contains("because <secret>") == true)
        #expect(result.failure?.retryAfter == .seconds(2))
    }

    @Test("knows failures by their document as well")
    func document() async throws {
        let answer = LocalServer.Step.response(
            "400 Bad Request", [], #"{"__type":"com.amazon.coral.service#ThrottlingException","Message":"slow"}"#)
        let result = try await ask(answer, key: "key")
        #expect(result.failure?.code == .rateLimited)
        #expect(result.failure?.message.contains("slow") == true)
    }
}
