internal import AgentKernel
public import AgentPrimitives
internal import AgentWire

/// A running agent: ask it, and it answers.
///
/// Made by ``AgentBuilder/run(_:)``, and of use only inside it. Safe for concurrent use; turns of one session follow each
/// other, turns of different sessions run side by side.
public struct Agent: Sendable {
    /// What the agent says of itself.
    public let manifest: AgentManifest
    /// The model that answers, and why it was chosen.
    public let model: ModelSelection
    /// Reads the agent's recorded sessions.
    public let archive: SessionArchive

    private let client: AgentClient
    private let ids: any IDSource
    private let budget: Budget
    private let log: any EventLog
    private let time: any TimeSource
    /// What every session of the agent starts with.
    let configuration: SessionConfiguration

    init(
        manifest: AgentManifest, model: ModelSelection, log: any EventLog, client: AgentClient,
        ids: any IDSource, time: any TimeSource, budget: Budget, configuration: SessionConfiguration
    ) {
        self.log = log
        self.time = time
        self.configuration = configuration
        archive = SessionArchive(log: log)
        self.manifest = manifest
        self.model = model
        self.client = client
        self.ids = ids
        self.budget = budget
    }

    /// A conversation: a new one, or the recorded one of that name.
    public func session(_ id: SessionID? = nil) -> AgentSession {
        AgentSession(id: id ?? ids.sessionID(), client: client, budget: budget)
    }

    /// A conversation that has not begun.
    func newSession() -> AgentSession { session(ids.sessionID()) }

    /// The time by the agent's clock.
    func now() -> Timestamp { time.now() }

    /// Records all events of a new session at once.
    func record(_ drafts: [EventDraft], as session: SessionID) async throws(EventLogError) {
        _ = try await log.append(drafts, to: session, expecting: 0)
    }

    /// Asks one question in a session of its own.
    ///
    /// Cancelling the calling task cancels the turn; its log can be resumed.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - onText: gets the answer's text as it arrives.
    /// - Throws: ``AgentError``, or `CancellationError`; every other ending is told by the reply's outcome.
    public func ask(
        _ question: String, onText: (String) async throws -> Void = { _ in }
    ) async throws -> AgentReply {
        try await session().ask(question, onText: onText)
    }
}
