import AgentAdapters
import AgentPrimitives
import Synchronization
import Testing

@Suite("The choice of a model")
struct ModelChooserTests {
    private struct NoSecrets: SecretSource {
        func secret(named name: String) async throws -> Secret? { nil }
    }

    private struct FakeProbe: ModelServerProbing {
        var served: [String: [String]] = [:]
        func models(servedBy server: LocalModelServer) async -> [String]? { served[server.baseURL] }
    }

    private func choose(
        _ environment: [String: String] = [:], served: [String: [String]] = [:], default name: String? = nil,
        names: [String] = []
    ) async -> ModelChoice {
        await ModelChooser(environment: environment, secrets: NoSecrets(), probe: FakeProbe(served: served))
            .choose(configuredDefault: name, configuredNames: names)
    }

    @Test("takes the configured default before everything else")
    func configured() async {
        let choice = await choose(["OPENAI_API_KEY": "k"], default: "mine", names: ["other"])
        #expect(choice.origin == .configuration && choice.name == "mine" && choice.definition == nil)
        #expect(choice.sentence == "Using the model mine, because the configuration names it as the default.")
        #expect(await choose(names: ["first", "second"]).name == "first")
    }

    @Test("takes a key in the environment next")
    func key() async throws {
        let choice = await choose(["OPENAI_API_KEY": "k"], served: ["http://127.0.0.1:11434/v1": ["llama"]])
        let definition = try #require(choice.definition)
        #expect(choice.origin == .environmentKey)
        #expect(choice.name == "openai/\(ModelChooser.defaultOpenAIModel)")
        #expect(definition.baseURL == "https://api.openai.com/v1")
        guard case .named("OPENAI_API_KEY", _) = definition.credential else {
            Issue.record("expected the key by name, found \(definition.credential)")
            return
        }
        let other = await choose([
            "OPENAI_API_KEY": "k", "OPENAI_MODEL": "big", "OPENAI_BASE_URL": "https://example.com/v1",
        ])
        #expect(other.definition?.model == "big" && other.definition?.baseURL == "https://example.com/v1")
        #expect(other.reason.contains("OPENAI_BASE_URL"))
    }

    @Test("takes the key of another provider where OpenAI's is not set")
    func otherKeys() async {
        let choice = await choose(["GEMINI_API_KEY": "g", "ANTHROPIC_API_KEY": "a"])
        #expect(choice.name == "anthropic/claude-sonnet-4-5" && choice.definition?.upstream == .anthropic)
        #expect(choice.reason == "ANTHROPIC_API_KEY is set in the environment")
        #expect(await choose(["GEMINI_API_KEY": "g"]).definition?.upstream == .gemini)
        #expect(await choose(["GEMINI_API_KEY": "g", "OPENAI_API_KEY": "k"]).definition?.upstream == .openAIChat)
    }

    @Test("takes a server on this machine next, in the order of preference")
    func local() async {
        let served = [
            "http://127.0.0.1:8000/v1": ["v"], "http://127.0.0.1:1234/v1": ["nomic-embed-text", "lm"],
            "http://127.0.0.1:11434/v1": [String](),
        ]
        let choice = await choose(["OPENAI_API_KEY": ""], served: served)
        #expect(choice.origin == .localServer && choice.name == "local/lm")
        #expect(choice.definition?.baseURL == "http://127.0.0.1:1234/v1")
        #expect(choice.definition?.prices == .free)
        #expect(choice.reason == "the model server at http://127.0.0.1:1234/v1 serves it")
    }

    @Test("takes a server that the environment names without a key")
    func namedServer() async {
        let environment = ["OPENAI_BASE_URL": "http://10.0.0.1:9/v1", "OPENAI_MODEL": "b"]
        let choice = await choose(environment, served: ["http://10.0.0.1:9/v1": ["a", "b"]])
        #expect(choice.origin == .localServer && choice.definition?.model == "b" && choice.definition?.prices == nil)
    }

    @Test("falls back to the built-in model")
    func builtin() async {
        let choice = await choose()
        #expect(choice.origin == .builtin && choice.name == ExtractiveModel.name && choice.definition == nil)
    }

    @Test("asks real servers in their own ways")
    func probe() async throws {
        let server = try LocalServer { request in
            let isTags = request.head.hasPrefix("GET /api/tags ")
            let body = isTags ? #"{"models":[{"name":"llama3"}]}"# : #"{"object":"list","data":[{"id":"smollm2"}]}"#
            return [
                isTags || request.head.hasPrefix("GET /v1/models ")
                    ? .response("200 OK", [], body) : .response("404 Not Found", [], "")
            ]
        }
        defer { server.stop() }
        let probe = HTTPModelServerProbe(answerTimeout: .seconds(10))
        let ollama = LocalModelServer(label: "", baseURL: server.url, listing: .ollamaTags)
        let openAI = LocalModelServer(label: "", baseURL: server.url, listing: .openAIModels)
        #expect(await probe.models(servedBy: ollama) == ["llama3"])
        #expect(await probe.models(servedBy: openAI) == ["smollm2"])
    }

    @Test("does not take other servers for model servers", arguments: ["<html></html>", "[]", "{\"data\":3}", ""])
    func otherServers(body: String) async throws {
        let server = try LocalServer { _ in [.response("200 OK", [], body)] }
        defer { server.stop() }
        let candidate = LocalModelServer(label: "", baseURL: server.url, listing: .openAIModels)
        #expect(await HTTPModelServerProbe(answerTimeout: .seconds(10)).models(servedBy: candidate) == nil)
        let wrong = LocalModelServer(label: "", baseURL: "no url", listing: .openAIModels)
        #expect(await HTTPModelServerProbe().models(servedBy: wrong) == nil)
    }
}
