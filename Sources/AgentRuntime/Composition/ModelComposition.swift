internal import AgentAdapters
internal import AgentConfig
internal import AgentNetwork
internal import AgentPrimitives

/// The models that an agent can ask, and the one that it does.
struct ModelComposition: Sendable {
    let registry: ModelRegistry
    let selection: ModelSelection
    let prices: ModelPrices?

    init(_ builder: AgentBuilder, _ settings: AgentSettings) async throws {
        if let model = builder.model {
            registry = ModelRegistry([model])
            prices = model.prices
            selection = ModelSelection(
                name: model.name, provider: model.adapter.metadata.kind?.rawValue ?? "builtin",
                reason: "the program chose it")
            return
        }
        let secrets = EnvironmentSecretSource(environment: builder.environment)
        let client = HTTPClient(options: .models)
        var registry = ModelRegistry([ExtractiveModel.registration])
        for entry in settings.models {
            registry.register(try entry.definition(secrets).registration(client: client).resilient())
        }
        let choice = await Self.choose(builder, settings, secrets, known: registry)
        if let definition = choice.definition {
            registry.register(try definition.registration(client: client).resilient())
        }
        let model = try registry.model(named: choice.name)
        self.registry = registry
        prices = model.prices
        selection = ModelSelection(
            name: model.name, provider: model.adapter.metadata.kind?.rawValue ?? "builtin", reason: choice.reason)
    }

    /// A name that was given counts; one that is not configured may be one of the catalog, or one that the chooser finds, such as
    /// `local/…`.
    private static func choose(
        _ builder: AgentBuilder, _ settings: AgentSettings, _ secrets: EnvironmentSecretSource,
        known: ModelRegistry
    ) async -> ModelChoice {
        let chooser = ModelChooser(environment: builder.environment, secrets: secrets, catalog: builder.catalog)
        guard let name = settings.model else {
            return await chooser.choose(configuredNames: settings.models.map(\.name))
        }
        let isKnown = known.models.contains { $0.name == name } || settings.model(named: name) != nil
        var definition =
            isKnown
            ? nil : builder.catalog.definition(named: name, environment: builder.environment, secrets: secrets)
        if !isKnown, definition == nil {
            let found = await chooser.choose()
            definition = found.name == name ? found.definition : nil
        }
        return ModelChoice(
            origin: .configuration, name: name, definition: definition,
            reason: "\(settings.configuration.source(of: .model)) names it")
    }
}

extension ModelEntry {
    fileprivate func definition(_ secrets: any SecretSource) -> ModelDefinition {
        ModelDefinition(
            name: name, upstream: upstream, baseURL: baseURL, model: model, credential: credential(secrets),
            region: region, prices: prices)
    }

    private func credential(_ secrets: any SecretSource) -> ModelCredential {
        switch apiKey {
        case .named(let name): .named(name, in: secrets)
        case .literal(let secret): .secret(secret)
        // The tools of Amazon find their keys by themselves.
        case nil: upstream == .bedrock ? .awsEnvironment(secrets) : .none
        }
    }
}

extension ModelRegistration {
    /// The same model, whose passing troubles are waited out.
    fileprivate func resilient() -> ModelRegistration {
        ModelRegistration(
            name: name, upstreamModel: upstreamModel, adapter: ResilientModel(self), prices: prices)
    }
}
