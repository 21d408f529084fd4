import AgentAdapters
import AgentPrimitives
import Testing

struct ModelCatalogTests {
    private struct NoSecrets: SecretSource {
        func secret(named name: String) async throws -> Secret? { nil }
    }

    private func definition(_ name: String, _ environment: [String: String] = [:]) -> ModelDefinition? {
        ModelCatalog.builtin.definition(named: name, environment: environment, secrets: NoSecrets())
    }

    private func key(_ definition: ModelDefinition?) -> String? {
        if case .named(let name, _)? = definition?.credential { name } else { nil }
    }

    @Test func `Every row of the table is a model of a known provider with prices`() {
        let catalog = ModelCatalog.builtin
        #expect(catalog.models.count >= 40)
        for model in catalog.models {
            #expect(catalog.provider(named: model.provider) != nil, "\(model.name)")
            #expect(model.prices != nil)
        }
    }

    @Test func `A price is exact`() {
        let prices = ModelCatalog.builtin.model(named: "openai/gpt-5-mini")?.prices
        #expect(prices == ModelPrices(inputMicros: 250_000, outputMicros: 2_000_000, cachedInputMicros: 25_000))
    }

    @Test func `Aliases of providers and of models are understood`() {
        let model = ModelCatalog.builtin.model(named: "claude/claude-sonnet-4-5-20250929")
        #expect(model?.name == "anthropic/claude-sonnet-4-5")
    }

    @Test func `A star stands for all models that begin so`() {
        let catalog = ModelCatalog.builtin
        #expect(catalog.models(matching: "anthropic/*").count == 4)
        #expect(catalog.models(matching: "openai/gpt-5*").map(\.model) == ["gpt-5", "gpt-5-mini", "gpt-5-nano"])
        #expect(catalog.models(matching: "nobody/*").isEmpty)
    }

    @Test func `A model that is not listed can be called, at an unknown price`() {
        let definition = definition("openrouter/meta/llama-9", ["OPENROUTER_API_KEY": "k"])
        #expect(definition?.model == "meta/llama-9")
        #expect(definition?.prices == nil)
        #expect(key(definition) == "OPENROUTER_API_KEY")
        #expect(definition.map { $0.baseURL } == "https://openrouter.ai/api/v1")
    }

    @Test func `The environment names another address and another key`() {
        let local = definition("openai/x", ["OPENAI_BASE_URL": "http://127.0.0.1:1/v1"])
        #expect(local?.baseURL == "http://127.0.0.1:1/v1")
        #expect(key(local) == nil)
        #expect(key(definition("gemini/gemini-2.5-pro", ["GOOGLE_API_KEY": "k"])) == "GOOGLE_API_KEY")
        #expect(key(definition("openai/gpt-5")) == "OPENAI_API_KEY")
    }

    @Test func `A server of one's own costs nothing`() {
        #expect(definition("ollama/qwen3")?.prices == .free)
    }

    @Test func `What has no known provider, or no model, is not defined`() {
        for name in ["gpt-5", "nobody/x", "openai/", "openai/*"] { #expect(definition(name) == nil) }
    }

    @Test func `Bedrock is called in its region, with Amazon's own keys`() throws {
        let environment = ["AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"]
        let definition = try #require(self.definition("bedrock/amazon.nova-lite-v1:0", environment))
        #expect(definition.baseURL == "https://bedrock-runtime.eu-west-1.amazonaws.com")
        #expect(definition.region == "eu-west-1")
        guard case .named = definition.credential else {
            Issue.record("expected the keys of the environment, found \(definition.credential)")
            return
        }
        #expect(ModelCatalog.builtin.provider(named: "bedrock")?.keyVariable(in: environment) == "AWS_ACCESS_KEY_ID")
    }

    @Test func `A catalog is extended`() {
        var catalog = ModelCatalog.builtin
        catalog.register(CatalogModel(provider: "openai", model: "gpt-5", prices: .free))
        #expect(catalog.model(named: "openai/gpt-5")?.prices == .free)
        #expect(catalog.models.count == ModelCatalog.builtin.models.count)
    }
}
