public import AgentPrimitives

/// Providers and models that are known by name, as data: where to call, how large, what it costs.
///
/// A value: extend it, then share it. A model of a known provider that is not listed can be called all the same; its price
/// is then unknown, not zero.
///
/// ```swift
/// var catalog = ModelCatalog.builtin
/// catalog.register(CatalogModel(provider: "ollama", model: "qwen3", prices: .free))
/// let definition = try catalog.definition(named: "anthropic/claude-sonnet-4-5", environment: environment, secrets: secrets)
/// ```
public struct ModelCatalog: Sendable {
    /// In the order of registration.
    public private(set) var providers: [ModelProvider] = []
    /// In the order of registration.
    public private(set) var models: [CatalogModel] = []

    /// Knows nothing.
    public init() {}

    /// Adds a provider, or replaces the one of that id.
    public mutating func register(_ provider: ModelProvider) {
        if let index = providers.firstIndex(where: { $0.id == provider.id }) {
            providers[index] = provider
        } else {
            providers.append(provider)
        }
    }

    /// Adds a model, or replaces the one of that name.
    public mutating func register(_ model: CatalogModel) {
        if let index = models.firstIndex(where: { $0.name == model.name }) {
            models[index] = model
        } else {
            models.append(model)
        }
    }

    /// The provider of that id or alias.
    public func provider(named id: String) -> ModelProvider? {
        providers.first { $0.id == id } ?? providers.first { $0.aliases.contains(id) }
    }

    /// What is known of the model of that name, aliases of provider and model included.
    public func model(named name: String) -> CatalogModel? {
        guard let (provider, model) = split(name) else { return nil }
        return models.first { $0.provider == provider.id && ($0.model == model || $0.aliases.contains(model)) }
    }

    /// The models that a pattern such as `anthropic/*` stands for, in order; a name without a star stands for itself.
    public func models(matching pattern: String) -> [CatalogModel] {
        guard pattern.hasSuffix("*") else { return model(named: pattern).map { [$0] } ?? [] }
        guard let (provider, rest) = split(pattern) else { return pattern == "*" ? models : [] }
        let prefix = rest.dropLast()
        return models.filter { $0.provider == provider.id && $0.model.hasPrefix(prefix) }
    }

    /// How to call the model of that name.
    ///
    /// - Parameters:
    ///   - name: Provider, slash, and the provider's own name for the model, which may hold further slashes.
    ///   - environment: Its variables may name the key and another base URL.
    ///   - secrets: Where the key is looked up when the model is called.
    /// - Returns: `nil` when the name has no known provider.
    public func definition(
        named name: String, environment: [String: String], secrets: any SecretSource
    ) -> ModelDefinition? {
        guard let (provider, model) = split(name), !model.isEmpty, !model.hasSuffix("*") else { return nil }
        let known = self.model(named: name)
        let variable = provider.keyVariable(in: environment) ?? provider.keyVariables.first
        // A server of one's own need not ask for a key.
        let isElsewhere = environment[provider.baseURLVariable]?.isEmpty == false
        let needsKey = provider.needsKey && (!isElsewhere || provider.keyVariable(in: environment) != nil)
        return ModelDefinition(
            name: name, upstream: provider.upstream, baseURL: provider.baseURL(in: environment),
            model: known?.model ?? model,
            credential: needsKey ? credential(provider, variable, secrets) : .none,
            region: provider.upstream == .bedrock ? provider.region(in: environment) : nil,
            prices: known?.prices ?? (provider.needsKey ? nil : .free))
    }

    private func credential(
        _ provider: ModelProvider, _ variable: String?, _ secrets: any SecretSource
    ) -> ModelCredential {
        // Amazon's keys come in pairs, under names of their own.
        if provider.upstream == .bedrock, variable?.hasPrefix("AWS_") == true { return .awsEnvironment(secrets) }
        return variable.map { .named($0, in: secrets) } ?? .none
    }

    private func split(_ name: String) -> (ModelProvider, String)? {
        guard let slash = name.firstIndex(of: "/") else { return nil }
        return provider(named: String(name[..<slash])).map { ($0, String(name[name.index(after: slash)...])) }
    }
}
