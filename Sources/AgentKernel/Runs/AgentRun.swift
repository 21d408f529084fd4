internal import AgentAdapters
internal import AgentPrimitives
internal import AgentPrompts

/// One turn of an agent: prompt, model, tools, repeat, answer.
///
/// Pure: no clock, no I/O, no randomness. The driver records an event, applies it here and carries out the actions that come
/// back; folding the same events again gives the same actions.
struct AgentRun: Sendable {
    private enum State: Sendable {
        /// Next: calling, ending (denied, no room).
        case authorizing
        /// Next: usingTools, ending; authorizing when the call is repeated after a crash.
        case calling(call: Int, answer: AnswerFold)
        /// Next: authorizing, suspended, ending.
        case usingTools(ToolRound)
        /// A person must decide. Next: usingTools.
        case suspended(ToolRound)
        /// The outcome is known and not yet recorded. Next: ended.
        case ending(RunOutcome)
        /// Next: none.
        case ended(RunOutcome)
    }

    let input: RunInput
    private let session: SessionID
    private(set) var configuration: SessionConfiguration
    /// Whether recorded events are followed without leading to their intents anew, as ``SessionFold`` does when it opens.
    var followsRecord = false
    /// A decision of a followed record whose consequence is not yet seen; it is drawn here only if the record stops short of it.
    private var followedDecision: (decision: PolicyDecision, time: Timestamp)?
    /// What this turn has said so far, its question included.
    private(set) var transcript: [Message]
    private var state = State.authorizing
    private var ledger: BudgetLedger
    private var steps = 0
    private var usage = Usage()
    /// `nil` once a call's cost is unknown.
    private var cost: Money? = .zero
    /// The number of the turn's next model call in its session.
    private var nextCall: Int
    private(set) var isCancelled = false

    init(
        _ input: RunInput, session: SessionID, configuration: SessionConfiguration, firstCall: Int, at now: Timestamp
    ) {
        self.input = input
        self.session = session
        self.configuration = configuration
        transcript = input.messages
        nextCall = firstCall
        ledger = BudgetLedger(budget: input.budget, started: now)
    }

    /// The turn's ending, once it is recorded.
    var outcome: RunOutcome? {
        if case .ended(let outcome) = state { outcome } else { nil }
    }

    /// Whether the turn waits for a person.
    var isSuspended: Bool {
        if case .suspended = state { true } else { false }
    }

    /// Whether this model call's answer is not complete.
    func isCalling(_ call: Int) -> Bool {
        if case .calling(call, _) = state { true } else { false }
    }

    /// The tool calls that have no outcome, those that wait for a person included.
    var openCalls: [ToolCall] {
        switch state {
        case .usingTools(let round), .suspended(let round): round.open
        case .authorizing, .calling, .ending, .ended: []
        }
    }

    /// Puts other settings into force for what is left of the turn.
    mutating func reconfigure(_ configuration: SessionConfiguration) {
        self.configuration = configuration
    }

    /// The number of the session's model calls once this turn's are counted.
    var callsSoFar: Int { nextCall - 1 }

    /// What a turn does first: the tools that the caller asks for, else the model.
    mutating func start() -> [RunAction] {
        guard !input.tools.isEmpty else { return [authorization] }
        transcript.append(Message(role: .assistant, content: input.tools.map(ContentPart.toolCall)))
        return use(input.tools)
    }

    /// Applies an event and returns what to do.
    ///
    /// - Parameter history: what was said before this turn.
    /// - Throws: ``KernelError`` with code `invalidSession` when the event does not fit the state, which is then unchanged.
    mutating func apply(
        _ event: SessionEvent, at now: Timestamp, after history: ConversationHistory
    ) throws(KernelError) -> [RunAction] {
        if followedDecision != nil, !event.isIntent { concludeRecord(after: history) }
        switch (event, state) {
        case (.runCancelled, _) where outcome == nil:
            isCancelled = true
            return []
        case (.runResumed, _) where outcome == nil:
            isCancelled = false
            return resume()
        case (.modelDecided(let decision), .authorizing) where followsRecord:
            followedDecision = (decision, now)
            return []
        case (.modelRequested(let intent), .authorizing) where followsRecord:
            follow(intent, at: now)
            return []
        case (.runFinished(let outcome), .authorizing) where followsRecord:
            followedDecision = nil
            state = .ended(outcome)
            return []
        case (.modelDecided(let decision), .authorizing):
            return callModel(decision, at: now, after: history)
        case (.modelRequested(let intent), .calling(let expected, _)) where intent.call == expected:
            return []
        case (.modelEvents(let call, let events), .calling(let expected, let answer)) where call == expected:
            return receive(events, answer)
        case (.modelFailed(let call, let code, let message), .calling(let expected, let answer)) where call == expected:
            settle(answer)
            return end(.failed, reason: message, modelError: code)
        case (.toolDecided(let id, _), .usingTools(var round)) where round.decide(id):
            state = .usingTools(round)
            return []
        case (.toolStarted(let id, let idempotency, let key), .usingTools(var round))
        where round.start(id, idempotency, key: key):
            state = .usingTools(round)
            return []
        case (.toolFinished(let id, let outcome), .usingTools(var round)) where round.finish(id, outcome):
            state = .usingTools(round)
            return finishRound(round)
        case (.runSuspended, .usingTools(let round)) where round.escalation != nil:
            state = .suspended(round)
            return []
        case (.runFinished(let outcome), .ending(let expected)) where outcome == expected:
            state = .ended(outcome)
            return []
        default:
            throw KernelError(
                .invalidSession, "The turn does not lead to '\(event.kind)' at this place. The log is damaged.")
        }
    }

    /// The turn's messages as history for the next one; open tool calls get a result, since models reject a call without.
    func closedTranscript() -> [Message] {
        let open: ToolRound
        switch state {
        case .usingTools(let round), .suspended(let round):
            open = round
        case .authorizing, .calling, .ending, .ended:
            open = ToolRound(calls: transcript.last?.toolCalls ?? [])
        }
        guard !open.calls.isEmpty else { return transcript }
        return transcript + [Message(role: .tool, content: open.results.map(ContentPart.toolResult))]
    }

    // MARK: Steps

    private var authorization: RunAction {
        .authorizeModel(provider: configuration.provider, model: configuration.model)
    }

    private mutating func callModel(
        _ decision: PolicyDecision, at now: Timestamp, after history: ConversationHistory
    ) -> [RunAction] {
        guard case .allow = decision.verdict else {
            return end(.denied, reason: "The policy does not let \(configuration.model) be asked: \(decision.reason)")
        }
        guard steps < configuration.limits.maximumSteps else {
            return end(
                .stepLimit,
                reason: "The turn took \(steps) model calls without an answer. Raise max_steps or ask for less.")
        }
        let prompt: PromptAssembly
        do {
            prompt = try PromptAssembly(
                configuration: configuration, input: input, history: history, turn: transcript)
        } catch {
            return end(.failed, reason: error.message, modelError: .invalidRequest)
        }
        let request = prompt.request
        let reservation = BudgetLedger.Reservation(
            tokens: prompt.tokens + request.maxOutputTokens,
            money: configuration.prices?.cost(
                of: Usage(inputTokens: prompt.tokens, outputTokens: request.maxOutputTokens)))
        if let exhausted = ledger.reserve(reservation, at: now) { return endForBudget(exhausted) }
        steps += 1
        let intent = ModelCallIntent(
            call: nextCall, digest: prompt.digest, messages: request.messages.count,
            droppedMessages: prompt.droppedMessages, reservation: reservation)
        nextCall += 1
        state = .calling(call: intent.call, answer: AnswerFold())
        return [.callModel(intent, request)]
    }

    /// Brings the turn to where its record ends, as a turn that led the way would stand there.
    mutating func concludeRecord(after history: ConversationHistory) {
        guard let (decision, time) = followedDecision.take() else { return }
        _ = callModel(decision, at: time, after: history)
    }

    /// Takes a recorded model call over without building its request.
    private mutating func follow(_ intent: ModelCallIntent, at now: Timestamp) {
        // What was asked had room in the budget.
        _ = ledger.reserve(intent.reservation, at: now)
        followedDecision = nil
        steps += 1
        nextCall = intent.call + 1
        state = .calling(call: intent.call, answer: AnswerFold())
    }

    private mutating func receive(_ events: [ModelEvent], _ current: AnswerFold) -> [RunAction] {
        guard case .calling(let call, _) = state else { return [] }
        // The state gives its answer up while it grows, so that long texts are not copied with every batch.
        state = .authorizing
        var answer = current
        var actions: [RunAction] = []
        for event in events {
            if let text = answer.add(event) { actions.append(.reply(text)) }
        }
        state = .calling(call: call, answer: answer)
        guard let stop = answer.answer.stopReason else { return actions }
        settle(answer)
        let message = answer.message()
        transcript.append(message)
        return actions + conclude(message, stop)
    }

    private mutating func conclude(_ message: Message, _ stop: StopReason) -> [RunAction] {
        let calls = message.toolCalls
        guard calls.isEmpty else { return use(calls) }
        switch stop {
        case .outputLimit:
            return end(.completed, reason: "The answer was cut at the output limit.")
        case .contentFilter:
            return end(.failed, reason: "The model's provider filtered the answer.", modelError: .upstreamFailed)
        case .contextFull:
            return end(.failed, reason: "The conversation no longer fits the model.", modelError: .invalidRequest)
        case .malformedToolCall:
            return end(
                .failed, reason: "The model asked for a tool call that makes no sense.", modelError: .malformedResponse)
        case .endOfTurn, .stopSequence, .toolUse, .paused, .other:
            return end(.completed, reason: "")
        }
    }

    private mutating func use(_ calls: [ToolCall]) -> [RunAction] {
        if let exhausted = ledger.chargeToolCalls(calls.count) { return endForBudget(exhausted) }
        state = .usingTools(ToolRound(calls: calls))
        return [.runTools(calls.map { work($0, begun: nil) })]
    }

    private mutating func finishRound(_ round: ToolRound) -> [RunAction] {
        guard round.isComplete else { return [] }
        if let escalation = round.escalation { return [.suspend(reason: escalation)] }
        transcript.append(Message(role: .tool, content: round.results.map(ContentPart.toolResult)))
        state = .authorizing
        return [authorization]
    }

    private mutating func resume() -> [RunAction] {
        switch state {
        case .authorizing:
            return [authorization]
        case .calling:
            // What arrived of the answer is dropped and asked for again. Its reservation stays charged: the provider may
            // bill for it.
            state = .authorizing
            return [authorization]
        case .usingTools(var round), .suspended(var round):
            let open = round.reopen()
            state = .usingTools(round)
            return open.isEmpty
                ? finishRound(round) : [.runTools(open.map { work($0.call, begun: $0.begun) })]
        case .ending(let outcome):
            return [.finish(outcome)]
        case .ended:
            return []
        }
    }

    private func work(_ call: ToolCall, begun: BegunEffect?) -> ToolWork {
        ToolWork(call: call, interrupted: begun?.idempotency, idempotencyKey: begun?.key ?? newKey(for: call))
    }

    private func newKey(for call: ToolCall) -> String {
        let name = "\(session)\n\(callsSoFar)\n\(call.id)\n\(call.name)\n\(call.argumentsText)"
        return Hexadecimal.encode(SHA256Digest(of: name.utf8).bytes.prefix(16))
    }

    private mutating func settle(_ fold: AnswerFold) {
        let used = fold.answer.usage
        let price = configuration.prices?.cost(of: used)
        ledger.settle(used, cost: price)
        usage = usage + used
        cost = cost.flatMap { sum in price.map { sum + $0 } }
    }

    private mutating func endForBudget(_ exhausted: BudgetLedger.Exhaustion) -> [RunAction] {
        end(
            .budgetExhausted,
            reason: "The turn's budget has no room for the next call: its limit of \(exhausted.name) is reached. "
                + "Raise the limit or ask for less.")
    }

    private mutating func end(
        _ status: RunOutcome.Status, reason: String, modelError: ModelError.Code? = nil
    ) -> [RunAction] {
        let said = transcript.last { $0.role == .assistant && !$0.text.isEmpty }?.text ?? ""
        let outcome = RunOutcome(
            status, text: said, reason: reason, modelError: modelError, usage: usage, cost: cost)
        state = .ending(outcome)
        return [.finish(outcome)]
    }
}
