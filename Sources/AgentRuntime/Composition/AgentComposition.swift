internal import AgentAdapters
internal import AgentConfig
internal import AgentKernel
internal import AgentMemory
internal import AgentPolicy
internal import AgentPrimitives
internal import AgentRouter
internal import AgentTools
internal import AgentWire

/// All parts of one agent, wired together; the one place that knows them all.
struct AgentComposition: Sendable {
    private let kernel: AgentKernel
    private let manifest: AgentManifest
    private let model: ModelSelection
    private let budget: Budget
    private let ids: any IDSource
    private let log: any EventLog
    /// The log that this composition opened, and closes again.
    private let ownedLog: SQLiteEventLog?
    private let memory: MemoryBus?
    private let time: any TimeSource
    private let configuration: SessionConfiguration

    init(_ builder: AgentBuilder) async throws {
        let settings = try builder.settings()
        let folders = try WorkspaceFolders(
            workspace: builder.workspace, state: builder.stateFolder ?? settings.stateFolder)
        let gate = try ToolGate(builder, settings, folders)
        let models = try await ModelComposition(builder, settings)
        if let log = builder.log {
            (self.log, ownedLog) = (log, nil)
        } else {
            let opened = try await SQLiteEventLog.open(at: folders.sessions)
            (log, ownedLog) = (opened, opened)
        }
        memory = builder.recallLimit > 0 ? try await MemoryBus.open(at: folders.memory, time: builder.time) : nil
        ids = builder.ids
        model = models.selection
        budget = settings.limits.budget
        manifest = AgentManifest(
            id: Self.agentID(settings.agentName, folders), name: settings.agentName, capabilities: gate.capabilities)
        let router = Router(models: models.registry, limits: builder.router)
        let services = SessionServices(
            model: RouterModelClient(router: router, limits: builder.router), tools: gate.dispatcher,
            policy: gate.policy, memory: memory, time: builder.time)
        var options = builder.kernel
        options.recallLimit = builder.recallLimit
        time = builder.time
        configuration = SessionConfiguration(
            agent: manifest, model: models.selection.name, provider: models.selection.provider,
            prices: models.prices, instructions: Self.instructions(settings),
            tools: gate.dispatcher.descriptors, limits: RunLimits(settings.limits))
        kernel = AgentKernel(
            configuration: configuration, services: services, log: log, options: options, hooks: builder.hooks,
            ids: builder.ids,
            observe: builder.onEvent)
    }

    func run<Result: Sendable>(_ body: (Agent) async throws -> Result) async throws -> Result {
        let (near, far) = InProcessTransport<MXPMessage>.pair()
        let client = AgentClient(transport: near, ids: ids) { [kernel] in kernel.cancel($0) }
        let agent = Agent(
            manifest: manifest, model: model, log: log, client: client, ids: ids, time: time, budget: budget,
            configuration: configuration)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [kernel] in try await kernel.run(on: far) }
            group.addTask { try await client.run() }
            let result = try await body(agent)
            near.close()
            try await group.waitForAll()
            return result
        }
    }

    func shutdown() async throws {
        try await memory?.shutdown()
        try await ownedLog?.shutdown()
    }

    /// The same agent in the same place keeps its identity, without a file to remember it.
    static func agentID(_ name: String, _ folders: WorkspaceFolders) -> AgentID {
        let digest = SHA256Digest(of: "\(folders.state)\n\(name)".utf8).bytes
        let words = [digest.prefix(8), digest.dropFirst(8).prefix(8)].map { bytes in
            bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        return AgentID(randomBits: words[0], words[1])
    }

    private static func instructions(_ settings: AgentSettings) -> String {
        settings.instructions.isEmpty ? AgentComposition.standardInstructions : settings.instructions
    }

    /// What an agent is told when its developer says nothing.
    private static let standardInstructions = """
        You answer questions about the files of a workspace. Look things up with the tools before you answer, and compute \
        with calc. Cite what you use as path:line. Say plainly when you find nothing.
        """
}

extension RunLimits {
    fileprivate init(_ limits: AgentLimits) {
        self.init()
        maximumSteps = limits.maxSteps
        contextTokens = limits.contextTokens
        maximumOutputTokens = limits.maxOutputTokens
    }
}
