public import AgentPrimitives

/// A session's state, rebuilt out of its events: what was said, the turn that runs, and what must happen next.
///
/// Pure. The live session and a replay apply the same events here; the live one gets its actions from `apply(_:at:)`, the
/// replay checks through ``fold(_:)`` that the recording holds the very intents to which the state leads.
public struct SessionFold: Sendable {
    /// The session.
    public let session: SessionID
    /// The settings in force; `nil` before the first event.
    public private(set) var configuration: SessionConfiguration?
    /// What was said in finished turns.
    private(set) var conversation = ConversationHistory()
    /// The last finished turn's ending.
    public private(set) var lastOutcome: RunOutcome?
    /// The number of model calls so far.
    public private(set) var modelCalls = 0
    /// The number of turns so far.
    public private(set) var turns = 0
    /// The session whose events this one began with, if it is a fork.
    public private(set) var origin: SessionOrigin?

    /// The turn that has not ended.
    private(set) var run: AgentRun?
    /// Intents to which the state led and which are not yet seen; used in replays only.
    private var expected: [SessionEvent] = []

    /// Whether recorded events are followed without leading to their intents anew.
    private var followsRecord = false

    /// An empty session, whose recorded events are proven one by one.
    public init(session: SessionID) {
        self.session = session
    }

    /// A session between two turns.
    init(
        session: SessionID, configuration: SessionConfiguration?, conversation: ConversationHistory,
        lastOutcome: RunOutcome?, modelCalls: Int, turns: Int, origin: SessionOrigin?
    ) {
        self.session = session
        self.configuration = configuration
        self.conversation = conversation
        self.lastOutcome = lastOutcome
        self.modelCalls = modelCalls
        self.turns = turns
        self.origin = origin
    }

    /// Follows recorded events without proving them, until ``goLive()``.
    ///
    /// A session is opened so: its chain is checked, but no prompt of the past is put together again to compare it with what
    /// was recorded, which a replay does.
    package mutating func followRecord() {
        followsRecord = true
        run?.followsRecord = true
    }

    /// From here on the state leads, and the log follows.
    ///
    /// - Throws: ``KernelError`` with code `invalidSession` when a snapshot's messages cannot be read.
    package mutating func goLive() throws(KernelError) {
        if run != nil { try makeRoomForPrompt() }
        followsRecord = false
        run?.concludeRecord(after: conversation)
        run?.followsRecord = false
        expected = []
    }

    /// All that was said in finished turns.
    ///
    /// - Throws: ``KernelError`` with code `invalidSession` when a snapshot's messages cannot be read.
    public func history() throws(KernelError) -> [Message] {
        do {
            return try conversation.messages()
        } catch {
            throw Self.unreadable(session, error)
        }
    }

    /// Whether a turn was begun and has not ended.
    public var isInterrupted: Bool { run != nil }

    /// Whether the turn that has not ended waits for a person.
    public var isAwaitingApproval: Bool { run?.isSuspended ?? false }

    /// Whether the turn that has not ended was given up by its caller.
    public var isCancelled: Bool { run?.isCancelled ?? false }

    /// Whether these settings are in force.
    ///
    /// - Throws: `JSONError` for settings without canonical form.
    func isUnder(_ wanted: SessionConfiguration) throws(JSONError) -> Bool {
        guard let configuration else { return false }
        // Canonical, because a schema that was recorded comes back with its members sorted.
        return try CanonicalJSON.encode(wanted.json, numbers: .exact)
            == CanonicalJSON.encode(configuration.json, numbers: .exact)
    }

    /// The tool calls of the open turn that have no outcome, those that wait for a person included.
    public var openCalls: [ToolCall] { run?.openCalls ?? [] }

    /// Applies an event and returns what the driver does next.
    mutating func apply(_ event: SessionEvent, at now: Timestamp) throws(KernelError) -> [RunAction] {
        switch event {
        case .configured(let configuration):
            guard run == nil || isCancelled else { throw outOfPlace(event) }
            self.configuration = configuration
            run?.reconfigure(configuration)
            return []
        case .forked(let origin):
            self.origin = origin
            guard run != nil else { return [] }
            return try applyToRun(.runCancelled(reason: ""), at: now)
        case .runStarted(let input):
            guard let configuration, run == nil || isCancelled else { throw outOfPlace(event) }
            // A turn that was given up and not resumed becomes history as far as it came.
            conversation.append(run?.closedTranscript() ?? [])
            var next = AgentRun(
                input, session: session, configuration: configuration, firstCall: modelCalls + 1, at: now)
            next.followsRecord = followsRecord
            let actions = next.start()
            run = next
            turns += 1
            return actions
        default:
            return try applyToRun(event, at: now)
        }
    }

    private mutating func applyToRun(_ event: SessionEvent, at now: Timestamp) throws(KernelError) -> [RunAction] {
        // The run leaves its place while it changes, so that its buffers are not copied.
        guard var running = run.take() else { throw outOfPlace(event) }
        defer { settle(running) }
        if case .modelDecided = event, !followsRecord { try makeRoomForPrompt() }
        return try running.apply(event, at: now, after: conversation)
    }

    /// Keeps as lines what no prompt has room for.
    mutating func packConversation() throws(JSONError) {
        try conversation.encode(beyond: configuration?.limits.contextTokens ?? 0)
    }

    /// Decodes as much of the conversation as a prompt has room for.
    private mutating func makeRoomForPrompt() throws(KernelError) {
        do {
            try conversation.decode(within: configuration?.limits.contextTokens ?? 0)
        } catch {
            throw Self.unreadable(session, error)
        }
    }

    private static func unreadable(_ session: SessionID, _ error: any Error) -> KernelError {
        KernelError(
            .invalidSession,
            "Session \(session) has a snapshot whose messages cannot be read: \(error). Replay the session; it needs none.",
            underlying: error)
    }

    private mutating func settle(_ running: AgentRun) {
        modelCalls = running.callsSoFar
        if let outcome = running.outcome {
            conversation.append(running.closedTranscript())
            lastOutcome = outcome
        } else {
            run = running
        }
    }

    private func outOfPlace(_ event: SessionEvent) -> KernelError {
        KernelError(
            .invalidSession, "Session \(session) does not lead to '\(event.kind)' at this place. The log is damaged.")
    }
}

extension SessionFold: EventFolding {
    /// Applies a recorded event and checks that the state leads to it; events of other kinds are passed over.
    public mutating func fold(_ event: Event) throws(ReplayDivergence) {
        _ = try replay(event)
    }

    /// Applies a recorded event as ``fold(_:)`` does, and returns what the live session did next.
    package mutating func replay(_ event: Event) throws(ReplayDivergence) -> [RunAction] {
        let recorded: SessionEvent?
        do {
            recorded = try SessionEvent(event)
        } catch {
            throw ReplayDivergence(
                sequence: event.sequence, expected: "a readable '\(event.kind)'", found: String(describing: error))
        }
        guard let recorded else { return [] }
        if !followsRecord { try check(recorded, of: event) }
        do {
            let actions = try apply(recorded, at: event.time)
            if !followsRecord { expected += actions.compactMap(\.intent) }
            return actions
        } catch {
            throw ReplayDivergence(
                sequence: event.sequence, expected: "an event that fits the session", found: error.message)
        }
    }

    private mutating func check(_ recorded: SessionEvent, of event: Event) throws(ReplayDivergence) {
        switch recorded {
        case .runCancelled, .runResumed, .forked:
            // A crash, a caller or a fork may come between a state and its intent; the turn leads to it again later.
            expected = []
        case _ where recorded.isIntent:
            guard let intent = expected.first else {
                throw ReplayDivergence(
                    sequence: event.sequence, expected: "an input", found: "the intent '\(event.kind)'")
            }
            expected.removeFirst()
            guard recorded == intent else { throw difference(intent, event) }
        default:
            guard let intent = expected.first else { return }
            throw ReplayDivergence(
                sequence: event.sequence, expected: "the intent '\(intent.kind)'", found: "'\(event.kind)'")
        }
    }

    private func difference(_ intent: SessionEvent, _ event: Event) -> ReplayDivergence {
        let expected = "\(intent.kind) \(Self.digest(of: intent.payload))"
        let found = "\(event.kind) \(SHA256Digest(of: event.payload))"
        return ReplayDivergence(sequence: event.sequence, expected: expected, found: found)
    }

    private static func digest(of payload: JSONValue) -> String {
        do {
            return SHA256Digest(of: try CanonicalJSON.encode(payload, numbers: .exact)).description
        } catch {
            return "a payload without canonical form"
        }
    }
}
