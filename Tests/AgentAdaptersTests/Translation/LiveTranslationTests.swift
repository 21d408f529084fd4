import AgentAdapters
import AgentNetwork
import AgentPrimitives
import Foundation
import Testing

/// Talks to a real server of three APIs; set `LOCAL_LLM_URL` to its root, such as `http://127.0.0.1:18080`.
@Suite(
    "A live server of three APIs",
    .enabled(if: ProcessInfo.processInfo.environment["LOCAL_LLM_URL"] != nil, "set LOCAL_LLM_URL to run these"))
struct LiveTranslationTests {
    private let root = ProcessInfo.processInfo.environment["LOCAL_LLM_URL"] ?? ""

    private static let apis = [ModelAPI.chat, .responses, .anthropic]
    private static let pairs = apis.flatMap { client in apis.map { (client, $0) } }

    @Test("answers in each of them", arguments: apis)
    func adapter(api: ModelAPI) async throws {
        let client = HTTPClient(options: .models)
        defer { client.shutdown() }
        let base = api.kind == .anthropic ? root : root + "/v1"
        let definition = ModelDefinition(name: "m", upstream: api.kind, baseURL: base, model: "smollm2")
        let answer = try await EventList.ask(definition.registration(client: client).adapter)
        #expect(!answer.message.text.isEmpty)
        #expect(answer.stopReason != nil)
        #expect(answer.usage.inputTokens > 0 && answer.usage.outputTokens > 0)
    }

    @Test("answers every client through each of them, streamed and whole", arguments: pairs, [true, false])
    func translation(pair: (client: ModelAPI, upstream: ModelAPI), streams: Bool) async throws {
        let http = HTTPClient(options: .models)
        defer { http.shutdown() }
        var request = ModelRequest(
            model: "m", system: "Answer in one word.", messages: [.user("Say hello.")], maxOutputTokens: 16)
        request.sampling.temperature = 0
        let body = try pair.client.call(request, streams: streams).body.serialized()
        let way = ModelTranslation(
            from: try #require(pair.client.client), to: pair.upstream.kind, host: "127.0.0.1")
        let question = try way.request(body, upstreamModel: "smollm2")
        let response = try await http.send(
            HTTPRequest(
                method: .post, url: HTTPURL("\(root)/v1/\(question.path)"),
                headers: ["Content-Type": "application/json"], body: .bytes(question.body)))
        #expect(response.status == 200, "\(String(decoding: response.body, as: UTF8.self))")
        var answer = way.answer(to: question, identity: .sample)
        let bytes = answer.translate(response.body).bytes + answer.end().bytes
        let reading = pair.client.read([bytes])
        #expect(reading.failure == nil)
        #expect(!reading.answer.message.text.isEmpty)
        #expect(reading.answer.usage.outputTokens > 0)
    }
}
