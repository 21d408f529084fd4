public import AgentPrimitives

/// Chooses a model where the user named none.
///
/// In this order: the configured one; a key in the environment; a model server on this machine; the built-in model. The
/// choice is a value that says why, so that it can be shown; nothing is registered or called.
public struct ModelChooser: Sendable {
    /// The model asked at OpenAI unless `OPENAI_MODEL` names another.
    public static let defaultOpenAIModel = "gpt-4.1-mini"
    /// The models asked at other providers, the first whose key is set counting.
    public static let defaultCatalogModels = ["anthropic/claude-sonnet-4-5", "gemini/gemini-2.5-flash"]
    private static let openAIBaseURL = "https://api.openai.com/v1"

    private let environment: [String: String]
    private let secrets: any SecretSource
    private let probe: any ModelServerProbing
    private let servers: [LocalModelServer]
    private let catalog: ModelCatalog

    /// Takes what a choice depends on.
    ///
    /// - Parameters:
    ///   - environment: The variables `OPENAI_API_KEY`, `OPENAI_BASE_URL` and `OPENAI_MODEL` count, and the keys of the
    ///     providers of ``defaultCatalogModels``; empty ones do not.
    ///   - secrets: Where the key is looked up, by its variable's name, when the model is called.
    ///   - probe: Asks a server for its models.
    ///   - servers: The servers looked for, best first.
    ///   - catalog: Knows the other providers.
    public init(
        environment: [String: String], secrets: any SecretSource,
        probe: any ModelServerProbing = HTTPModelServerProbe(),
        servers: [LocalModelServer] = LocalModelServer.wellKnown, catalog: ModelCatalog = .builtin
    ) {
        self.environment = environment.filter { !$0.value.isEmpty }
        self.secrets = secrets
        self.probe = probe
        self.servers = servers
        self.catalog = catalog
    }

    /// Chooses.
    ///
    /// - Parameters:
    ///   - configuredDefault: The name that the configuration gives as default.
    ///   - configuredNames: All models of the configuration; the first counts where no default is given.
    public func choose(configuredDefault: String? = nil, configuredNames: [String] = []) async -> ModelChoice {
        if let name = configuredDefault {
            return ModelChoice(origin: .configuration, name: name, reason: "the configuration names it as the default")
        }
        if let name = configuredNames.first {
            return ModelChoice(origin: .configuration, name: name, reason: "it is the first model of the configuration")
        }
        if let choice = keyChoice() ?? catalogChoice() { return choice }
        return await serverChoice() ?? builtinChoice
    }

    /// A model of another provider whose key is set.
    private func catalogChoice() -> ModelChoice? {
        for name in Self.defaultCatalogModels {
            let provider = name.prefix { $0 != "/" }
            guard let variable = catalog.provider(named: String(provider))?.keyVariable(in: environment),
                let definition = catalog.definition(named: name, environment: environment, secrets: secrets)
            else { continue }
            return ModelChoice(
                origin: .environmentKey, name: name, definition: definition,
                reason: "\(variable) is set in the environment")
        }
        return nil
    }

    private func keyChoice() -> ModelChoice? {
        guard environment["OPENAI_API_KEY"] != nil else { return nil }
        let model = environment["OPENAI_MODEL"] ?? Self.defaultOpenAIModel
        let definition = ModelDefinition(
            name: "openai/\(model)", upstream: .openAIChat,
            baseURL: environment["OPENAI_BASE_URL"] ?? Self.openAIBaseURL, model: model,
            credential: .named("OPENAI_API_KEY", in: secrets))
        let place = environment["OPENAI_BASE_URL"] == nil ? "" : ", for the server of OPENAI_BASE_URL"
        return ModelChoice(
            origin: .environmentKey, name: definition.name, definition: definition,
            reason: "OPENAI_API_KEY is set in the environment\(place)")
    }

    private func serverChoice() async -> ModelChoice? {
        var candidates = servers
        if let url = environment["OPENAI_BASE_URL"] {
            let named = LocalModelServer(label: "the server of OPENAI_BASE_URL", baseURL: url, listing: .openAIModels)
            candidates.insert(named, at: 0)
        }
        let answers = await answers(of: candidates)
        for (server, models) in zip(candidates, answers) {
            // Embedding models cannot answer.
            guard let model = models.first(where: { !$0.lowercased().contains("embed") }) else { continue }
            let chosen = environment["OPENAI_MODEL"].flatMap { models.contains($0) ? $0 : nil } ?? model
            let definition = ModelDefinition(
                name: "local/\(chosen)", upstream: .openAIChat, baseURL: server.baseURL, model: chosen,
                prices: servers.contains(server) ? .free : nil)
            return ModelChoice(
                origin: .localServer, name: definition.name, definition: definition,
                reason: "\(server.label) at \(server.baseURL) serves it")
        }
        return nil
    }

    /// The models of each server, none where nothing answers; all servers are asked at once.
    private func answers(of servers: [LocalModelServer]) async -> [[String]] {
        await withTaskGroup(of: (Int, [String]).self) { group in
            for (index, server) in servers.enumerated() {
                group.addTask { [probe] in (index, await probe.models(servedBy: server) ?? []) }
            }
            var answers = [[String]](repeating: [], count: servers.count)
            for await (index, models) in group { answers[index] = models }
            return answers
        }
    }

    private var builtinChoice: ModelChoice {
        ModelChoice(
            origin: .builtin, name: ExtractiveModel.name,
            reason: "no model is configured, no provider's key is set and no model server answers on a usual port")
    }
}
