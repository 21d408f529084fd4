public import AgentAdapters
public import AgentConfig
public import AgentKernel
public import AgentPrimitives
public import AgentRouter
public import AgentTools

/// Describes an agent and runs it.
///
/// Everything has a default: the tools are the built-in ones over the workspace, the policy lets nothing write or leave the
/// machine, sessions are recorded in `.agent/sessions.sqlite`, and the model is the configured one or the best that is found.
///
/// ```swift
/// let answer = try await AgentBuilder(workspace: ".").run { agent in
///     try await agent.ask("How are sessions recorded?")
/// }
/// print(answer.text)
/// ```
public struct AgentBuilder: Sendable {
    /// The folder that the agent works in.
    public var workspace: String
    /// The settings' layers below the flags: the file, by default `.agent/agent.json` in the workspace if there is one.
    public var configurationFile: ConfigurationFile?
    /// The environment: `AGENT_*` settings, and keys of models.
    public var environment: [String: String]
    /// The settings' top layer.
    public var overrides: [ConfigurationOverride] = []
    /// The folder that keeps sessions and memory; `nil` for the configured one, by default `.agent` in the workspace.
    public var stateFolder: String?

    /// Replaces the choice of a model.
    public var model: ModelRegistration?
    /// What is known of providers and models by their names, such as `anthropic/claude-sonnet-4-5`.
    public var catalog = ModelCatalog.builtin
    /// Tools besides the built-in ones.
    public var tools: [any Tool] = []
    /// Replaces the policy.
    public var policy: (any PolicyEvaluating)?
    /// Replaces the store of sessions.
    public var log: (any EventLog)?
    /// How many texts of earlier sessions a question brings back to the model's mind; with 0 no memory is kept.
    ///
    /// Memory lives in `memory.sqlite` beside the sessions. What is recalled is recorded with the turn.
    public var recallLimit = 0
    /// The developer's own code at the turning points of the agent's life.
    public var hooks: (any AgentHooks)?
    /// How the kernel runs.
    public var kernel = KernelOptions()
    /// What one session may have under way at the router.
    public var router = RouterLimits()
    /// Sees every event once it is recorded.
    public var onEvent: (@Sendable (Event) -> Void)?
    /// The clock that stamps events.
    public var time: any TimeSource = SystemTimeSource()
    /// Makes new identifiers.
    public var ids: any IDSource = RandomIDSource()

    /// Describes an agent that works in a folder.
    ///
    /// - Parameters:
    ///   - workspace: The folder.
    ///   - environment: `nil` for the process's own.
    public init(workspace: String = ".", environment: [String: String]? = nil) {
        self.workspace = workspace
        self.environment = environment ?? ProcessEnvironment.current
    }

    /// Starts the agent, hands it to `body`, and ends it when `body` returns.
    ///
    /// Cancelling the calling task cancels all that the agent does and records it; open turns can be resumed.
    ///
    /// - Throws: ``AgentError``, `ConfigurationError`, `EventLogError` or `ModelError` when the agent cannot be put together, and
    ///   whatever `body` throws.
    public func run<Result: Sendable>(_ body: (Agent) async throws -> Result) async throws -> Result {
        let parts = try await AgentComposition(self)
        do {
            let result = try await parts.run(body)
            try await parts.shutdown()
            return result
        } catch {
            // The first failure is the one to tell.
            try? await parts.shutdown()
            // Whichever part noticed first, to the caller who cancelled it is a cancellation.
            if Task.isCancelled { throw CancellationError() }
            throw error
        }
    }
}
