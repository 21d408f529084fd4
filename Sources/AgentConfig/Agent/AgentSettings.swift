public import AgentPrimitives

/// The settings of an agent and of the gateway, typed and checked.
///
/// ```swift
/// let settings = try AgentSettings.load(
///     file: .ifPresent(".agent/agent.json"),
///     environment: environment,
///     overrides: [ConfigurationOverride(.maxUSD, "0.05", flag: "--max-usd")])
/// settings.limits.budget.money   // $0.050000
/// ```
public struct AgentSettings: Sendable {
    /// The model that answers when a command names none; a name out of ``models`` or of a built-in model.
    public var model: String?
    /// The models that can be asked, in the order of the file; their names differ.
    public var models: [ModelEntry]
    /// Where the gateway listens.
    public var listen: ListenAddress?
    /// What the agent is called.
    public var agentName: String
    /// What the agent is for and how it behaves; empty for none.
    public var instructions: String
    /// What the agent may use; `nil` leaves the choice to whoever builds the agent.
    public var capabilities: CapabilitySet?
    /// The policy document, not yet read; `nil` stands for the standard policy.
    public var policy: JSONValue?
    /// The folder that keeps sessions and memory; `nil` stands for `.agent` in the workspace.
    public var stateFolder: String?
    /// What one run may use.
    public var limits: AgentLimits
    /// How the memory gateway serves.
    public var memoryGateway: MemoryGatewaySettings
    /// The layers that the settings came from, for reports.
    public let configuration: Configuration
    /// What is suspicious but no error.
    public let warnings: [String]

    /// Reads all layers; see ``Configuration`` for their order and what they must keep.
    ///
    /// Reading a file blocks, so this belongs to the start of a program.
    ///
    /// - Throws: ``ConfigurationError``.
    public static func load(
        file: ConfigurationFile = .none, environment: [String: String] = [:],
        overrides: [ConfigurationOverride] = [], limits: ConfigurationLimits = ConfigurationLimits()
    ) throws(ConfigurationError) -> AgentSettings {
        try AgentSettings(
            Configuration(
                schema: .agent, file: file, environment: environment, overrides: overrides, limits: limits))
    }

    private init(_ configuration: Configuration) throws(ConfigurationError) {
        self.configuration = configuration
        model = configuration.text(.model)
        models = try ModelEntry.list(configuration.node(.models))
        listen = try configuration.node(.listen).map { node throws(ConfigurationError) in try ListenAddress(node) }
        agentName = configuration.text(.agentName) ?? "agent"
        instructions = configuration.text(.agentInstructions) ?? ""
        capabilities = try configuration.node(.capabilities).map { node throws(ConfigurationError) in
            try CapabilitySet(node)
        }
        policy = configuration.document(.policy)
        stateFolder = configuration.text(.state)
        limits = try AgentLimits(configuration)
        memoryGateway = try MemoryGatewaySettings(configuration)
        let literalKeys = models.filter { if case .literal = $0.apiKey { true } else { false } }
        warnings =
            configuration.warnings
            + literalKeys.map {
                "models (\($0.source)): the key of '\($0.name)' stands in the file. "
                    + "Put it into an environment variable and write \"api_key\": \"env:NAME\"."
            }
            + memoryGateway.keys.filter { if case .literal = $0.key { true } else { false } }.map {
                "memory_gateway.keys (\($0.source)): '\($0.name)' stands in the file. "
                    + "Put it into an environment variable and write \"key\": \"env:NAME\"."
            }
    }

    /// The entry of that name, if there is one.
    public func model(named name: String) -> ModelEntry? {
        models.first { $0.name == name }
    }
}

extension CapabilitySet {
    fileprivate init(_ node: ConfigurationNode) throws(ConfigurationError) {
        self.init()
        for element in try node.elements() {
            guard let capability = Capability(rawValue: try element.text()) else {
                throw element.invalid("a capability: 1 to 64 characters out of a-z 0-9 - _ .")
            }
            insert(capability)
        }
    }
}
