import AgentAdapters
import AgentNetwork
import AgentPrimitives
import AgentTesting
import Synchronization
import Testing

@Suite("The model registry")
struct ModelRegistryTests {
    private func model(_ name: String, _ adapter: any ModelAdapter = ScriptedModel([])) -> ModelRegistration {
        ModelRegistration(name: name, upstreamModel: "up-\(name)", adapter: adapter)
    }

    @Test("finds models by name, and the later of two with one name")
    func lookup() throws {
        var registry = ModelRegistry([model("a"), model("b")])
        registry.register(ModelRegistration(name: "a", upstreamModel: "other", adapter: ScriptedModel([])))
        #expect(registry.models.map(\.name) == ["a", "b"])
        #expect(try registry.model(named: "a").upstreamModel == "other")
    }

    @Test("lists what it knows, and the nearest, for an unknown name")
    func unknown() {
        let registry = ModelRegistry([model("builtin/extractive"), model("fast")])
        let error = #expect(throws: ModelError.self) { try registry.model(named: "builtin/extracive") }
        #expect(error?.code == .unknownModel)
        #expect(
            error?.message
                == "no model is named 'builtin/extracive'; known models: builtin/extractive, fast. Did you mean 'builtin/extractive'?"
        )
        #expect(
            #expect(throws: ModelError.self) { try registry.model(named: "gpt") }?.message.contains("mean") == false)
        #expect(#expect(throws: ModelError.self) { try ModelRegistry().model(named: "x") }?.code == .unknownModel)
    }

    @Test("asks the adapter by the upstream's name")
    func renames() async throws {
        let scripted = ScriptedModel([.text("Hi")])
        let registration = model("a", scripted)
        try await registration.stream(ModelRequest(model: "a", messages: [.user("x")])) { _ in }
        #expect(scripted.requests.map(\.model) == ["up-a"])
    }

    @Test("builds adapters out of definitions")
    func definitions() throws {
        let client = HTTPClient()
        let good = ModelDefinition(
            name: "m", upstream: .openAIChat, baseURL: "http://127.0.0.1:9/v1", model: "u", prices: .free)
        let registration = try good.registration(client: client)
        #expect(registration.upstreamModel == "u")
        #expect(registration.prices == .free)
        #expect(registration.adapter.metadata == ModelAdapterMetadata(provider: "127.0.0.1", kind: .openAIChat))
        var wrongURL = good
        wrongURL.baseURL = "localhost:80"
        #expect(throws: ModelError.self) { try wrongURL.registration(client: client) }
        for kind in UpstreamKind.allCases {
            var other = good
            other.upstream = kind
            #expect(try other.registration(client: client).adapter.metadata.kind == kind)
        }
    }
}
