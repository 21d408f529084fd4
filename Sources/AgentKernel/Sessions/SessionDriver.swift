package import AgentPrimitives
package import AgentTelemetry
internal import AgentWire

/// Carries one session: records what happens, applies it to the session's state, and does what the state asks for.
///
/// Nothing is done before it is recorded: an event and the intents to which it leads are appended in one transaction, and
/// only then carried out. When the log fails, the driver stops for good; the log is the truth, and a new driver reads it.
package actor SessionDriver {
    /// Gets the visible text of the answer as it arrives.
    package typealias ReplySink = @Sendable (String) async throws -> Void
    /// Sees every event once it is recorded.
    package typealias EventObserver = @Sendable (Event) -> Void

    private let recorder: SessionRecorder
    private let services: SessionServices
    private let observe: EventObserver?
    private var fold: SessionFold
    private var snapshots: SnapshotPace
    /// Keeps the order of application and the order of the log the same, while tools run in parallel.
    private let turnstile = TurnGate()
    /// Decisions of the gate that wait for the record that follows, to share its transaction.
    private var heldDecisions: [String: SessionEvent] = [:]
    /// What the state asks for and has not been begun, in order.
    private var agenda: [RunAction] = []
    private var isRunning = false

    /// Takes a session up where its log ends.
    ///
    /// - Parameters:
    ///   - fold: the state that the recorder's log leads to.
    ///   - observe: sees every event once it is recorded.
    ///   - snapshots: when the state is kept beside the events.
    package init(
        recorder: SessionRecorder, fold: SessionFold, services: SessionServices, observe: EventObserver? = nil,
        snapshots: SnapshotPace = .never
    ) {
        self.snapshots = snapshots
        self.recorder = recorder
        self.fold = fold
        self.services = services
        self.observe = observe
    }

    /// The session's present state.
    package var state: SessionFold { fold }

    /// The event that puts the settings into force; none when they are in force already.
    private func change(to configuration: SessionConfiguration) throws -> [SessionEvent] {
        try fold.isUnder(configuration) ? [] : [.configured(configuration)]
    }

    /// Runs a turn to its end under these settings, which are recorded if they are new.
    ///
    /// Cancelling the calling task stops the model call and the tools, records the cancellation and returns an outcome of
    /// status `cancelled`.
    ///
    /// - Throws: ``KernelError`` with code `sessionBusy` when a turn runs or waits to be resumed; `EventLogError`.
    package func run(
        _ input: RunInput, under configuration: SessionConfiguration, reply: @escaping ReplySink
    ) async throws -> RunOutcome {
        guard !isRunning, !fold.isInterrupted || fold.isCancelled else {
            throw KernelError(
                .sessionBusy,
                "Session \(fold.session) has a turn that is not finished. Wait for it, or resume the session first.")
        }
        return try await perform(try change(to: configuration) + [.runStarted(input)], reply: reply)
    }

    /// Takes up the turn that a crash, a cancellation or an approval left open; `nil` when there is none.
    ///
    /// - Parameters:
    ///   - results: what a person states of tool calls whose outcome is unknown; they do not run again.
    ///   - reply: gets the answer's text as it arrives.
    /// - Throws: ``KernelError`` with code `sessionBusy` when a turn runs, `invalidSession` for a result without an open
    ///   call; `EventLogError`.
    package func resume(stating results: [StatedResult] = [], reply: @escaping ReplySink) async throws -> RunOutcome? {
        guard !isRunning else {
            throw KernelError(.sessionBusy, "Session \(fold.session) runs a turn already. Wait for it.")
        }
        let statements = try fold.events(stating: results)
        guard fold.isInterrupted else { return nil }
        return try await perform(statements.isEmpty ? [.runResumed] : statements, reply: reply)
    }

    private func perform(_ first: [SessionEvent], reply: @escaping ReplySink) async throws -> RunOutcome {
        let settled = Set(first.compactMap(\.finishedCall))
        isRunning = true
        defer { isRunning = false }
        agenda = []
        do {
            try Task.checkCancellation()
            agenda = try await record(first).map { $0.without(settled) }
            while !agenda.isEmpty {
                try Task.checkCancellation()
                if let outcome = try await carryOut(agenda.removeFirst(), reply) {
                    await keepState()
                    return outcome
                }
            }
        } catch is CancellationError {
            return try await cancel()
        } catch let error as WireError where error.code == .cancelled {
            // A transport that was waited at says it in its own words.
            return try await cancel()
        }
        throw KernelError(.invalidSession, "Session \(fold.session) has nothing to do and no outcome.")
    }

    /// Keeps the state beside the events when that is due.
    private func keepState() async {
        let place = recorder.head.sequence
        guard snapshots.isDue(at: place) else { return }
        do {
            guard let state = try fold.snapshotState() else { return }
            try await recorder.save(state: state, format: SessionFold.snapshotFormat)
            snapshots.last = place
        } catch {
            // The events are all there, and a log that has failed says so at the next append. Opening takes longer, no more.
            return
        }
    }

    private func cancel() async throws -> RunOutcome {
        heldDecisions = [:]
        if fold.isInterrupted {
            _ = try await record([.runCancelled(reason: "The caller cancelled the turn.")])
        }
        return RunOutcome(.cancelled, reason: "The turn was cancelled. Resume the session to go on.")
    }

    private func carryOut(_ action: RunAction, _ reply: @escaping ReplySink) async throws -> RunOutcome? {
        switch action {
        case .authorizeModel:
            // Decided when the event that led to it was recorded.
            break
        case .callModel(let intent, let request):
            try await callModel(intent, request, reply)
        case .runTools(let work):
            try await runTools(work)
        case .reply(let text):
            try await reply(text)
        case .suspend(let reason):
            return RunOutcome(.awaitingApproval, reason: reason)
        case .finish(let outcome):
            return outcome
        }
        return nil
    }

    /// A policy that fails is a denial.
    private func decide(_ action: PolicyRequest.Action) async -> PolicyDecision {
        do {
            return try await services.policy.evaluate(
                PolicyRequest(action: action, agent: agent, session: fold.session, tags: []))
        } catch {
            return PolicyDecision(.deny, reason: "The policy failed: \(error)", rule: "fail-closed")
        }
    }

    private var agent: AgentID { fold.configuration?.agent.id ?? AgentID(randomBits: 0, 0) }

    // MARK: Model

    private func callModel(
        _ intent: ModelCallIntent, _ request: ModelRequest, _ reply: @escaping ReplySink
    ) async throws {
        guard let input = fold.run?.input else { return }
        let call = intent.call
        let context = ModelCallContext(
            agent: agent, session: fold.session, task: input.task, trace: input.trace,
            reservedTokens: intent.reservation.tokens, reservedMoney: intent.reservation.money)
        do {
            try await services.model.stream(request, context: context) { batch in
                try await self.receive(batch, call, reply)
            }
            guard fold.run?.isCalling(call) != true else {
                throw ModelError(.malformedResponse, "The model's answer ended without a stop. Ask again.")
            }
        } catch let error as ModelError {
            if Task.isCancelled || error.code == .cancelled { throw CancellationError() }
            agenda += try await record([.modelFailed(call: call, code: error.code, message: error.message)])
        }
    }

    private func receive(_ batch: [ModelEvent], _ call: Int, _ reply: ReplySink) async throws {
        for action in try await record([.modelEvents(call: call, events: batch)]) {
            // Text is handed on at once; what follows the answer waits until the model's stream has ended.
            if case .reply(let text) = action { try await reply(text) } else { agenda.append(action) }
        }
    }

    // MARK: Tools

    private func runTools(_ work: [ToolWork]) async throws {
        guard let input = fold.run?.input, let configuration = fold.configuration else { return }
        let tools = services.tools
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, item) in work.enumerated() {
                if index >= configuration.limits.parallelToolCalls { try await group.next() }
                let context = ToolCallContext(
                    agent: agent, granted: configuration.agent.capabilities, session: fold.session, task: input.task,
                    trace: input.trace, idempotencyKey: item.idempotencyKey)
                group.addTask {
                    if let interrupted = item.interrupted {
                        _ = try await tools.resolve(
                            item.call, idempotency: interrupted, context: context, journal: self)
                    } else {
                        _ = try await tools.invoke(item.call, context: context, journal: self)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    // MARK: Log

    /// Applies the inputs, records them in one transaction with the intents to which they lead, and returns what is to be
    /// done.
    ///
    /// Whether the model may be asked is decided on the way: the question changes nothing, and its answer shares the
    /// transaction.
    private func record(_ inputs: [SessionEvent]) async throws -> [RunAction] {
        try await turnstile.withTurn {
            let now = services.time.now()
            var pending = inputs[...]
            var drafts: [EventDraft] = []
            var actions: [RunAction] = []
            while let event = pending.popFirst() {
                let next = try fold.apply(event, at: now)
                drafts.append(try EventDraft(kind: event.kind, payload: event.payload, time: now))
                for action in next {
                    if case .authorizeModel(let provider, let model) = action {
                        pending.append(.modelDecided(await decide(.modelInference(provider: provider, model: model))))
                    } else {
                        if let intent = action.intent { pending.append(intent) }
                        actions.append(action)
                    }
                }
            }
            for event in try await recorder.append(drafts: drafts) { observe?(event) }
            return actions
        }
    }
}

extension SessionDriver: EffectJournal {
    package func recordDecision(_ decision: PolicyDecision, for call: ToolCall) {
        heldDecisions[call.id] = .toolDecided(callID: call.id, decision: decision)
    }

    package func recordIntent(_ call: ToolCall, idempotency: Idempotency, key: String) async throws {
        let intent = SessionEvent.toolStarted(callID: call.id, idempotency: idempotency, key: key)
        agenda += try await record(held(call) + [intent])
    }

    package func recordOutcome(_ outcome: ToolOutcome, of call: ToolCall) async throws {
        agenda += try await record(held(call) + [.toolFinished(callID: call.id, outcome: outcome)])
    }

    private func held(_ call: ToolCall) -> [SessionEvent] {
        heldDecisions.removeValue(forKey: call.id).map { [$0] } ?? []
    }
}
