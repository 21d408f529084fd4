public import AgentAdapters
public import AgentPrimitives

/// The models that can be asked by name, and who serves them.
public struct ModelListing: Sendable {
    /// One provider, as the environment has it.
    public struct Provider: Hashable, Sendable {
        /// What stands before the slash in the names of its models.
        public var id: String
        /// The API that it speaks.
        public var upstream: UpstreamKind
        /// Where it is called.
        public var baseURL: String
        /// The environment variables that may hold its key; none where it needs no key.
        public var keyVariables: [String]
        /// The variable that does hold a key; `nil` where none does.
        public var presentKey: String?
    }

    /// In the order of the catalog, then those of the configuration.
    public var providers: [Provider]
    /// What is known of single models, in the order of the catalog.
    public var models: [CatalogModel]
    /// The models of the configuration, by their names.
    public var configured: [String]

    /// Reads the catalog against an environment.
    public init(catalog: ModelCatalog, environment: [String: String], configured: [String] = []) {
        providers = catalog.providers.map { provider in
            Provider(
                id: provider.id, upstream: provider.upstream, baseURL: provider.baseURL(in: environment),
                keyVariables: provider.keyVariables, presentKey: provider.keyVariable(in: environment))
        }
        models = catalog.models
        self.configured = configured
    }

    /// The part that concerns one provider; `nil` for an unknown one.
    public func limited(to id: String) -> ModelListing? {
        var part = self
        part.providers = providers.filter { $0.id == id }
        part.models = models.filter { $0.provider == id }
        part.configured = []
        return part.providers.isEmpty ? nil : part
    }

    /// `{"configured":[NAME…],"models":[{…}],"providers":[{…}]}`; unknown prices are null.
    public var json: JSONValue {
        [
            "configured": .array(configured.map(JSONValue.string)),
            "models": .array(models.map(\.json)),
            "providers": .array(providers.map(\.json)),
        ]
    }
}

extension ModelListing.Provider {
    fileprivate var json: JSONValue {
        [
            "base_url": .string(baseURL), "id": .string(id),
            "key_present": .bool(keyVariables.isEmpty || presentKey != nil),
            "key_variables": .array(keyVariables.map(JSONValue.string)), "upstream": .string(upstream.rawValue),
        ]
    }
}

extension CatalogModel {
    fileprivate var json: JSONValue {
        [
            "capabilities": .array(capabilities.names.map(JSONValue.string)),
            "context_tokens": contextTokens.map(JSONValue.int) ?? .null,
            "max_output_tokens": maxOutputTokens.map(JSONValue.int) ?? .null, "model": .string(model),
            "name": .string(name), "prices": prices?.json ?? .null, "provider": .string(provider),
        ]
    }
}
