import AgentConfig
import AgentPrimitives
import Testing

@Suite struct AgentSettingsTests {
    private func load(
        _ text: String, environment: [String: String] = [:], overrides: [ConfigurationOverride] = []
    ) throws(ConfigurationError) -> AgentSettings {
        try AgentSettings.load(
            file: .contents(Array(text.utf8), name: "agent.json"), environment: environment, overrides: overrides)
    }

    @Test func defaults() throws {
        let settings = try AgentSettings.load()
        #expect(settings.model == nil && settings.models.isEmpty && settings.listen == nil && settings.policy == nil)
        #expect(settings.capabilities == nil && settings.stateFolder == nil)
        #expect(settings.agentName == "agent" && settings.instructions.isEmpty)
        #expect(settings.limits == AgentLimits())
        #expect(settings.warnings.isEmpty)
    }

    @Test("The gateway's file format is read as it is fixed")
    func gatewayFile() throws {
        let settings = try load(
            """
            {"listen": "127.0.0.1:8080", "models": [
              {"name": "a", "upstream": "openai-chat", "base_url": "http://localhost:1/v1/", "model": "m", "api_key": "env:KEY"},
              {"name": "b", "upstream": "bedrock", "base_url": "https://host", "model": "n", "region": "eu-central-1"}]}
            """)
        #expect(settings.listen == ListenAddress(host: "127.0.0.1", port: 8080))
        #expect(settings.models.map(\.name) == ["a", "b"])
        let first = try #require(settings.model(named: "a"))
        #expect(first.upstream == .openAIChat)
        #expect(first.baseURL == "http://localhost:1/v1")
        #expect(first.model == "m")
        #expect(first.apiKey == .named("KEY"))
        #expect(first.prices == nil && first.region == nil)
        #expect(first.source.description == "agent.json:2")
        #expect(settings.models[1].region == "eu-central-1")
        #expect(settings.models[1].apiKey == nil)
        #expect(settings.model(named: "c") == nil)
    }

    @Test(arguments: UpstreamKind.allCases)
    func everyUpstreamIsParsed(kind: UpstreamKind) throws {
        let settings = try load(
            #"{"models":[{"name":"a","upstream":"\#(kind.rawValue)","base_url":"http://h","model":"m"}]}"#)
        #expect(settings.models.first?.upstream == kind)
    }

    @Test func ownKeys() throws {
        let settings = try load(
            """
            {"model": "a", "agent": {"name": "scout", "instructions": "Be brief."}, "capabilities": ["fs.read", "net"],
             "policy": {"rules": []}, "state": "/var/agent", "limits": {"max_steps": 3, "max_tokens": 1000, "max_usd": 0.5,
               "max_model_calls": 4, "max_tool_calls": 0, "max_wall_seconds": 60, "max_output_tokens": 100,
               "context_tokens": 4096, "tool_timeout_seconds": 5, "tool_output_bytes": 1024}}
            """)
        #expect(settings.model == "a" && settings.agentName == "scout" && settings.instructions == "Be brief.")
        #expect(settings.capabilities == ["fs.read", "net"])
        #expect(settings.policy == ["rules": []])
        #expect(settings.stateFolder == "/var/agent")
        var limits = AgentLimits()
        limits.maxSteps = 3
        limits.budget = Budget(
            tokens: 1000, money: Money(micros: 500_000), modelCalls: 4, toolCalls: 0, wallTime: .seconds(60))
        limits.maxOutputTokens = 100
        limits.contextTokens = 4096
        limits.toolTimeout = .seconds(5)
        limits.toolOutputBytes = 1024
        #expect(settings.limits == limits)
    }

    @Test("Each setting that a text can hold has its variable")
    func variables() throws {
        let settings = try AgentSettings.load(
            environment: [
                "AGENT_MODEL": "m", "AGENT_LISTEN": "[::1]:0", "AGENT_AGENT_NAME": "n", "AGENT_AGENT_INSTRUCTIONS": "i",
                "AGENT_CAPABILITIES": "fs.read,calc", "AGENT_STATE": "/s", "AGENT_MAX_STEPS": "2",
                "AGENT_MAX_TOKENS": "5", "AGENT_MAX_USD": "0.05", "AGENT_MAX_WALL_SECONDS": "9",
                "AGENT_MAX_OUTPUT_TOKENS": "10", "AGENT_CONTEXT_TOKENS": "300", "AGENT_TOOL_TIMEOUT_SECONDS": "1",
                "AGENT_TOOL_OUTPUT_BYTES": "300", "AGENT_MAX_MODEL_CALLS": "1", "AGENT_MAX_TOOL_CALLS": "1",
            ])
        #expect(settings.model == "m" && settings.agentName == "n" && settings.instructions == "i")
        #expect(settings.listen == ListenAddress(host: "::1", port: 0))
        #expect(settings.capabilities == ["calc", "fs.read"] && settings.stateFolder == "/s")
        #expect(settings.limits.maxSteps == 2 && settings.limits.contextTokens == 300)
        #expect(settings.limits.budget.money == Money(micros: 50_000) && settings.limits.budget.tokens == 5)
        let unset = settings.configuration.report().filter { $0.source == .fallback }.map(\.key)
        #expect(unset.filter { !$0.path.hasPrefix("memory_gateway.") } == [.models, .policy])
    }

    @Test func flagsWin() throws {
        let settings = try load(
            #"{"limits":{"max_usd":1}}"#, environment: ["AGENT_MAX_USD": "2"],
            overrides: [ConfigurationOverride(.maxUSD, "0.05", flag: "--max-usd")])
        #expect(settings.limits.budget.money == Money(micros: 50_000))
        #expect(settings.configuration.source(of: .maxUSD) == .flag("--max-usd"))
    }

    @Test(
        "Each mistake is named",
        arguments: [
            (
                #"{"listen":"localhost"}"#,
                #"listen (agent.json:1): expected HOST:PORT, such as 127.0.0.1:8080, found "localhost"."#
            ),
            (
                #"{"capabilities":["fs.read","FS"]}"#,
                #"capabilities[1] (agent.json:1): expected a capability: 1 to 64 characters out of a-z 0-9 - _ ., found "FS"."#
            ),
            (
                #"{"limits":{"max_stepz":1}}"#,
                "limits.max_stepz (agent.json:1): expected one of max_steps, max_tokens, max_usd, max_model_calls, "
                    + "max_tool_calls, max_wall_seconds, max_output_tokens, context_tokens, tool_timeout_seconds, "
                    + "tool_output_bytes, found the unknown key 'max_stepz'. Did you mean 'max_steps'?"
            ),
            (
                #"{"max_usd":1}"#,
                "max_usd (agent.json:1): expected one of model, models, listen, agent, capabilities, policy, state, limits, "
                    + "memory_gateway, "
                    + #"found the unknown key 'max_usd'. Write {"limits": {"max_usd": …}}."#
            ),
            (
                #"{"limits":{"max_output_tokens":9000}}"#,
                "limits.max_output_tokens (agent.json:1): expected fewer than limits.context_tokens, which is 8192, "
                    + "found 9000. Lower it, or raise limits.context_tokens."
            ),
            ("{\"models\":[\n5]}", "models[0] (agent.json:2): expected an object, found 5."),
            (
                #"{"models":[{"name":"a","upstream":"openai-chat","model":"m"}]}"#,
                "models[0].base_url (agent.json:1): expected the upstream's URL, found none."
            ),
            (
                "{\"models\":[{\"name\":\"a\",\n\"upstream\":\"openai-chta\",\"base_url\":\"http://h\",\"model\":\"m\"}]}",
                "models[0].upstream (agent.json:2): expected one of openai-chat, openai-responses, anthropic, gemini, bedrock, "
                    + "ollama, found \"openai-chta\". Did you mean 'openai-chat'?"
            ),
            (
                #"{"models":[{"name":"a","upstream":"ollama","base_url":"http://h","model":"m","url":"x"}]}"#,
                "models[0].url (agent.json:1): expected one of name, upstream, base_url, model, api_key, region, "
                    + "input_usd_per_million, output_usd_per_million, found the unknown key 'url'. "
                    + "Keys of your own start with 'x-'."
            ),
            (
                #"{"models":[{"name":"a","upstream":"ollama","base_url":"h:1","model":"m"}]}"#,
                "models[0].base_url (agent.json:1): expected an http or https URL, such as http://127.0.0.1:11434, found \"h:1\"."
            ),
            (
                #"{"models":[{"name":"a","upstream":"ollama","base_url":"http://u:s3cret@h","model":"m"}]}"#,
                "models[0].base_url (agent.json:1): expected an http or https URL, such as http://127.0.0.1:11434, "
                    + "without user, password, query and fragment, found a value that is not shown. "
                    + "Put the key into 'api_key'."
            ),
            (
                #"{"models":[{"name":"a","upstream":"ollama","base_url":"http://h","model":"m","api_key":["s3cret"]}]}"#,
                "models[0].api_key (agent.json:1): expected env:NAME with the name of an environment variable, "
                    + "found a value that is not shown."
            ),
            (
                #"{"models":[{"name":"a","upstream":"ollama","base_url":"http://h","model":"m","input_usd_per_million":1}]}"#,
                "models[0].output_usd_per_million (agent.json:1): expected both prices or none, found none."
            ),
            (
                """
                {"models":[{"name":"a","upstream":"ollama","base_url":"http://h","model":"m"},
                {"name":"a","upstream":"ollama","base_url":"http://h","model":"m","api_key":"s3cret"}]}
                """,
                "models[1].name (agent.json:2): expected a name that no entry before has, found 'a' again. "
                    + "Rename one of the two."
            ),
        ])
    func refuses(text: String, expected: String) {
        let error = #expect(throws: ConfigurationError.self) { try load(text) }
        #expect(error?.message == expected)
    }

    @Test(arguments: ["http://", "http:///v1", "https://h?key=1", "ftp://h", "", "http://a b", "http://h\u{1}"])
    func refusesURL(url: String) {
        let text = JSONValue.object([
            "models": [["name": "a", "upstream": "ollama", "base_url": .string(url), "model": "m"]]
        ])
        #expect(throws: ConfigurationError.self) { try load(String(decoding: text.serialized(), as: UTF8.self)) }
    }

    @Test("A key that stands in the file is taken, hidden and warned about")
    func literalKey() async throws {
        let settings = try load(
            #"{"models":[{"name":"a","upstream":"ollama","base_url":"http://[::1]:1","model":"m","api_key":"s3cret"}]}"#
        )
        let none = EnvironmentSecretSource(environment: [:])
        #expect(try await settings.models[0].resolveKey(with: none)?.reveal() == "s3cret")
        #expect(settings.warnings.count == 1)
        #expect(settings.warnings.first?.contains("env:NAME") == true)
        let shown = "\(settings.warnings) \(settings.models) \(settings.configuration.report())"
        #expect(!shown.contains("s3cret"))
    }

    @Test func aMissingKeyIsNamed() async throws {
        let settings = try load(
            #"{"models":[{"name":"a","upstream":"ollama","base_url":"http://h","model":"m","api_key":"env:KEY"}]}"#)
        let error = await #expect(throws: ConfigurationError.self) {
            try await settings.models[0].resolveKey(with: EnvironmentSecretSource(environment: [:]))
        }
        #expect(
            error?.description
                == "missingSecret: api_key of model 'a' (agent.json:1): expected a secret for env:KEY, found none. "
                + "Set the environment variable, or ask another model.")
        let key = try await settings.models[0].resolveKey(with: EnvironmentSecretSource(environment: ["KEY": "k"]))
        #expect(key?.reveal() == "k")
    }

    @Test("A value inside a setting can be placed in the file")
    func placesValues() throws {
        let settings = try load("{\"policy\":\n{\"rules\":[\n{}]}}")
        let pointer = JSONPointer.root.appending(key: "policy").appending(key: "rules").appending(index: 0)
        #expect(settings.configuration.source(at: pointer)?.description == "agent.json:3")
    }

    @Test func pricesAreExact() throws {
        let settings = try load(
            """
            {"models":[{"name":"a","upstream":"ollama","base_url":"http://h","model":"m",
              "input_usd_per_million": 0.15, "output_usd_per_million": "0.6"}]}
            """)
        let prices = try #require(settings.models[0].prices)
        #expect(prices == ModelPrices(inputMicros: 150_000, outputMicros: 600_000))
        #expect(prices.cost(of: Usage(inputTokens: 1_000_000, outputTokens: 500_000)) == Money(micros: 450_000))
        #expect(prices.cost(of: Usage(inputTokens: 1, outputTokens: 0)) == Money(micros: 1))
        #expect(prices.cost(of: Usage(inputTokens: 0, outputTokens: 0)) == .zero)
        #expect(prices.cost(of: Usage(inputTokens: .max, outputTokens: .max)) == Money(micros: .max))
    }
}
