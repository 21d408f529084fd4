internal import AgentPrimitives

extension ModelCatalog {
    /// What this release knows: list prices of autumn 2025, for short prompts where a provider has several rates.
    ///
    /// Prices change; a model that is configured with prices of its own goes before this list.
    public static let builtin: ModelCatalog = {
        var catalog = ModelCatalog()
        for provider in builtinProviders { catalog.register(provider) }
        for line in table.split(separator: "\n") {
            guard let model = CatalogModel(row: line) else {
                preconditionFailure("a row of the catalog has ten columns: \(line)")
            }
            catalog.register(model)
            // The same models by the other API.
            if model.provider == "openai" { catalog.register(model.served(by: "openai-responses")) }
        }
        return catalog
    }()

    private static let builtinProviders = [
        ModelProvider(
            id: "openai", upstream: .openAIChat, baseURL: "https://api.openai.com/v1", keyVariables: ["OPENAI_API_KEY"]),
        ModelProvider(
            id: "openai-responses", upstream: .openAIResponses, baseURL: "https://api.openai.com/v1",
            keyVariables: ["OPENAI_API_KEY"], baseURLVariable: "OPENAI_BASE_URL"),
        ModelProvider(
            id: "anthropic", aliases: ["claude"], upstream: .anthropic, baseURL: "https://api.anthropic.com",
            keyVariables: ["ANTHROPIC_API_KEY"]),
        ModelProvider(
            id: "gemini", aliases: ["google"], upstream: .gemini, baseURL: "https://generativelanguage.googleapis.com",
            keyVariables: ["GEMINI_API_KEY", "GOOGLE_API_KEY"]),
        ModelProvider(
            id: "bedrock", aliases: ["amazon_bedrock", "amazon"], upstream: .bedrock,
            baseURL: "https://bedrock-runtime.{region}.amazonaws.com",
            keyVariables: ["AWS_BEARER_TOKEN_BEDROCK", "BEDROCK_API_KEY", "AWS_ACCESS_KEY_ID"]),
        ModelProvider(
            id: "ollama", upstream: .ollama, baseURL: "http://127.0.0.1:11434", keyVariables: []),
        ModelProvider(
            id: "mistral", upstream: .openAIChat, baseURL: "https://api.mistral.ai/v1",
            keyVariables: ["MISTRAL_API_KEY"]),
        ModelProvider(
            id: "deepseek", upstream: .openAIChat, baseURL: "https://api.deepseek.com/v1",
            keyVariables: ["DEEPSEEK_API_KEY"]),
        ModelProvider(
            id: "groq", upstream: .openAIChat, baseURL: "https://api.groq.com/openai/v1", keyVariables: ["GROQ_API_KEY"]
        ),
        ModelProvider(
            id: "xai", aliases: ["grok"], upstream: .openAIChat, baseURL: "https://api.x.ai/v1",
            keyVariables: ["XAI_API_KEY"]),
        ModelProvider(
            id: "moonshotai", aliases: ["moonshot", "kimi"], upstream: .openAIChat,
            baseURL: "https://api.moonshot.ai/v1",
            keyVariables: ["MOONSHOT_API_KEY"]),
        ModelProvider(
            id: "openrouter", upstream: .openAIChat, baseURL: "https://openrouter.ai/api/v1",
            keyVariables: ["OPENROUTER_API_KEY"]),
        ModelProvider(
            id: "together_ai", aliases: ["together"], upstream: .openAIChat, baseURL: "https://api.together.xyz/v1",
            keyVariables: ["TOGETHER_API_KEY"]),
    ]

    /// One model on each line.
    ///
    /// Provider, model, other name, context and answer in tokens, first letters of capabilities, then US dollars for a million
    /// tokens: input, input from the cache, input into the cache, output. A dash says that there is nothing, or that it costs the
    /// same as input.
    private static let table = """
        openai gpt-5 - 400000 128000 tirs 1.25 0.125 - 10.00
        openai gpt-5-mini - 400000 128000 tirs 0.25 0.025 - 2.00
        openai gpt-5-nano - 400000 128000 tirs 0.05 0.005 - 0.40
        openai gpt-4.1 - 1047576 32768 tis 2.00 0.50 - 8.00
        openai gpt-4.1-mini - 1047576 32768 tis 0.40 0.10 - 1.60
        openai gpt-4.1-nano - 1047576 32768 tis 0.10 0.025 - 0.40
        openai gpt-4o - 128000 16384 tis 2.50 1.25 - 10.00
        openai gpt-4o-mini - 128000 16384 tis 0.15 0.075 - 0.60
        openai o3 - 200000 100000 tirs 2.00 0.50 - 8.00
        openai o4-mini - 200000 100000 tirs 1.10 0.275 - 4.40
        anthropic claude-opus-4-5 claude-opus-4-5-20251101 200000 64000 tirs 5.00 0.50 6.25 25.00
        anthropic claude-sonnet-4-5 claude-sonnet-4-5-20250929 200000 64000 tirs 3.00 0.30 3.75 15.00
        anthropic claude-haiku-4-5 claude-haiku-4-5-20251001 200000 64000 tirs 1.00 0.10 1.25 5.00
        anthropic claude-opus-4-1 claude-opus-4-1-20250805 200000 32000 tirs 15.00 1.50 18.75 75.00
        gemini gemini-2.5-pro - 1048576 65536 tirs 1.25 - - 10.00
        gemini gemini-2.5-flash - 1048576 65536 tirs 0.30 - - 2.50
        gemini gemini-2.5-flash-lite - 1048576 65536 tirs 0.10 - - 0.40
        bedrock anthropic.claude-sonnet-4-5-20250929-v1:0 - 200000 64000 tirs 3.00 0.30 3.75 15.00
        bedrock amazon.nova-pro-v1:0 - 300000 10000 ti 0.80 - - 3.20
        bedrock amazon.nova-lite-v1:0 - 300000 10000 ti 0.06 - - 0.24
        bedrock amazon.nova-micro-v1:0 - 128000 10000 t 0.035 - - 0.14
        mistral mistral-large-latest - 131072 131072 ts 2.00 - - 6.00
        mistral mistral-medium-latest - 131072 131072 tis 0.40 - - 2.00
        mistral mistral-small-latest - 131072 131072 tis 0.10 - - 0.30
        mistral codestral-latest - 256000 256000 ts 0.30 - - 0.90
        deepseek deepseek-chat - 128000 8192 t 0.28 0.028 - 0.42
        deepseek deepseek-reasoner - 128000 65536 tr 0.28 0.028 - 0.42
        groq llama-3.3-70b-versatile - 131072 32768 t 0.59 - - 0.79
        groq llama-3.1-8b-instant - 131072 131072 t 0.05 - - 0.08
        xai grok-4 - 256000 256000 tirs 3.00 0.75 - 15.00
        xai grok-3-mini - 131072 131072 trs 0.30 0.075 - 0.50
        """
}

extension CatalogModel {
    /// Reads a row of the table; `nil` where it has not its form.
    init?(row: Substring) {
        let columns = row.split(separator: " ")
        guard columns.count == 10, let context = Int(columns[3]), let output = Int(columns[4]),
            let input = Money(dollars: String(columns[6])), let outputPrice = Money(dollars: String(columns[9]))
        else { return nil }
        let capabilities = [ModelCapabilities.tools, .images, .reasoning, .schemas]
            .filter { $0.names.joined().first.map(columns[5].contains) == true }
        self.init(
            provider: String(columns[0]), model: String(columns[1]),
            aliases: columns[2] == "-" ? [] : [String(columns[2])],
            contextTokens: context, maxOutputTokens: output, capabilities: ModelCapabilities(capabilities),
            prices: ModelPrices(
                inputMicros: input.micros, outputMicros: outputPrice.micros,
                cachedInputMicros: Money(dollars: String(columns[7]))?.micros,
                cacheWriteMicros: Money(dollars: String(columns[8]))?.micros))
    }

    fileprivate func served(by provider: String) -> CatalogModel {
        var model = self
        model.provider = provider
        return model
    }
}
