public import AgentPrimitives

/// The one gate in front of every tool.
///
/// In this order: the name is looked up, the agent's capabilities are checked, the arguments are parsed and decoded, the
/// policy is asked, the budget reserved, the decision recorded, the intent recorded, the tool run in its sandbox, and the
/// outcome recorded. Every stage fails closed. What a stage refuses is recorded as a decision whose rule names the stage
/// (`unknown tool`, `capability`, `schema`, `budget`) or is the policy's own, and then as an outcome; there is no intent.
///
/// Arguments that do not fit are the one refusal that is not `denied(reason:)`: a model can correct them, so
/// the outcome is an error result with the exact path.
///
/// ```swift
/// let dispatcher = ToolDispatcher(registry: registry, policy: policy)
/// let outcome = try await dispatcher.invoke(call, context: context, journal: journal)
/// ```
public struct ToolDispatcher: ToolInvoking {
    private let registry: ToolRegistry
    private let policy: any PolicyEvaluating
    private let limits: ToolLimits
    private let clock: any Clock<Duration>
    private let budget: (any ToolBudgeting)?
    private let sandbox: any Sandbox

    /// Sets up the gate.
    ///
    /// - Parameters:
    ///   - registry: The tools.
    ///   - policy: Who decides; an error of it denies.
    ///   - limits: How much a call may take.
    ///   - clock: What the time limit is measured by.
    ///   - budget: What pays for calls; nothing does unless given.
    ///   - sandbox: Where tools run.
    public init(
        registry: ToolRegistry, policy: any PolicyEvaluating, limits: ToolLimits = ToolLimits(),
        clock: any Clock<Duration> = ContinuousClock(), budget: (any ToolBudgeting)? = nil,
        sandbox: any Sandbox = InProcessSandbox()
    ) {
        self.registry = registry
        self.policy = policy
        self.limits = limits
        self.clock = clock
        self.budget = budget
        self.sandbox = sandbox
    }

    /// The registered tools in order.
    public var descriptors: [ToolDescriptor] { registry.descriptors }

    /// Decides on a call and, if permitted, runs it.
    ///
    /// A tool that finishes in spite of a cancellation is recorded with its outcome; one that stops leaves its intent open.
    ///
    /// - Throws: what the journal threw, or `CancellationError`.
    public func invoke(
        _ call: ToolCall, context: ToolCallContext, journal: any EffectJournal
    ) async throws -> ToolOutcome {
        try await invoke(call, context, journal) { $0 }
    }

    /// Settles a call whose intent was recorded but whose outcome is unknown.
    ///
    /// Pure and keyed calls pass the whole gate again, a keyed one under the same key. A reconcilable tool is asked what
    /// came of the call. Everything else is escalated to a person and never run; so is a keyed call that the gate now
    /// refuses, since it may have taken effect.
    ///
    /// - Throws: what the journal threw, or `CancellationError`.
    public func resolve(
        _ call: ToolCall, idempotency: Idempotency, context: ToolCallContext, journal: any EffectJournal
    ) async throws -> ToolOutcome {
        let outcome: ToolOutcome
        switch idempotency {
        case .pure:
            return try await invoke(call, context: context, journal: journal)
        case .keyed:
            return try await invoke(call, context, journal) { refusal in Self.undecided(call, refusal.text) }
        case .reconcilable:
            outcome = try await reconcile(call, context)
        case .unsafe:
            outcome = Self.undecided(call, "it must not run twice")
        }
        try await journal.recordOutcome(outcome, of: call)
        return outcome
    }

    /// - Parameter refused: What a refusal amounts to.
    private func invoke(
        _ call: ToolCall, _ context: ToolCallContext, _ journal: any EffectJournal,
        refused: (ToolOutcome) -> ToolOutcome
    ) async throws -> ToolOutcome {
        let outcome: ToolOutcome
        switch try await authorize(call, context) {
        case .refused(let decision, let refusal):
            try await journal.recordDecision(decision, for: call)
            outcome = refused(refusal)
        case .authorized(let authorized, let decision):
            try await journal.recordDecision(decision, for: call)
            try Task.checkCancellation()
            try await journal.recordIntent(
                call, idempotency: authorized.descriptor.idempotency, key: context.idempotencyKey)
            outcome = try await run(authorized)
        }
        try await journal.recordOutcome(outcome, of: call)
        return outcome
    }
}

// MARK: Deciding

extension ToolDispatcher {
    /// A call that passed every stage of the gate.
    ///
    /// Only this file can make one, and a sandbox runs nothing else.
    public struct AuthorizedCall: Sendable {
        /// The call as it was made.
        public let call: ToolCall
        /// The arguments, which fit the schema.
        public let arguments: JSONValue
        /// What is known of the tool.
        public let descriptor: ToolDescriptor
        /// What the tool gets to know.
        public let context: ToolExecutionContext
        private let body: @Sendable (ToolExecutionContext) async throws -> ToolOutput

        fileprivate init(
            call: ToolCall, arguments: JSONValue, descriptor: ToolDescriptor, context: ToolExecutionContext,
            body: @escaping @Sendable (ToolExecutionContext) async throws -> ToolOutput
        ) {
            self.call = call
            self.arguments = arguments
            self.descriptor = descriptor
            self.context = context
            self.body = body
        }

        /// Runs the tool in this process.
        ///
        /// - Throws: what the tool throws.
        public func execute() async throws -> ToolOutput {
            try await body(context)
        }
    }

    private enum Authorization {
        case authorized(AuthorizedCall, PolicyDecision)
        case refused(PolicyDecision, ToolOutcome)

        static func denied(_ rule: String, _ reason: String) -> Authorization {
            .refused(PolicyDecision(.deny, reason: reason, rule: rule), .denied(reason: reason))
        }
    }

    private func authorize(_ call: ToolCall, _ context: ToolCallContext) async throws -> Authorization {
        let tool: RegisteredTool
        do throws(ToolError) {
            tool = try registry.tool(named: call.name)
        } catch {
            return .denied("unknown tool", error.description)
        }
        if let reason = Self.missingCapabilities(of: tool.descriptor, context) { return .denied("capability", reason) }
        let arguments: JSONValue
        let bindings: ArgumentBindings
        do throws(ToolError) {
            (arguments, bindings) = try decode(call, for: tool)
        } catch {
            return .refused(
                PolicyDecision(.deny, reason: error.description, rule: "schema"),
                .finished(content: error.description, isError: true))
        }
        let decision = await decide(on: arguments, of: tool.descriptor, context)
        try Task.checkCancellation()
        switch decision.verdict {
        case .deny:
            return .refused(decision, .denied(reason: decision.reason))
        case .escalate(let approvers):
            return .refused(decision, .escalated(reason: decision.reason, approvers: approvers))
        case .allow:
            break
        }
        do {
            try await budget?.reserve(call, context: context)
        } catch {
            try Task.checkCancellation()
            return .denied("budget", "\(error)")
        }
        let authorized = AuthorizedCall(
            call: call, arguments: arguments, descriptor: tool.descriptor, context: execution(of: call, context)
        ) { try await tool.run(bindings, $0) }
        return .authorized(authorized, decision)
    }

    private func execution(of call: ToolCall, _ context: ToolCallContext) -> ToolExecutionContext {
        ToolExecutionContext(origin: context, callID: call.id, maximumOutputBytes: limits.maximumOutputBytes)
    }

    private static func missingCapabilities(of descriptor: ToolDescriptor, _ context: ToolCallContext) -> String? {
        let missing = descriptor.requiredCapabilities.missing(from: context.granted)
        guard !missing.isEmpty else { return nil }
        func list(_ capabilities: [Capability]) -> String {
            capabilities.isEmpty ? "nothing" : capabilities.map(\.rawValue).joined(separator: ", ")
        }
        return "\(descriptor.name) requires \(list(descriptor.requiredCapabilities.sorted)); granted: "
            + "\(list(context.granted.sorted)); missing: \(list(missing))"
    }

    private func decode(_ call: ToolCall, for tool: RegisteredTool) throws(ToolError) -> (JSONValue, ArgumentBindings) {
        let parsing = JSONParsingLimits(
            maximumDepth: limits.maximumArgumentDepth, maximumBytes: limits.maximumArgumentBytes)
        let arguments: JSONValue
        do throws(JSONError) {
            arguments = try JSONValue(parsing: call.argumentsText, limits: parsing)
        } catch {
            throw ToolError(
                .invalidArguments, "expected the arguments of \(call.name) as one JSON object: \(error)",
                underlying: error)
        }
        do throws(JSONShapeError) {
            return (arguments, try tool.bind(arguments))
        } catch {
            throw ToolError(
                .invalidArguments, "expected \(error.expected), found \(error.found)", at: error.path,
                underlying: error)
        }
    }

    private func decide(
        on arguments: JSONValue, of descriptor: ToolDescriptor, _ context: ToolCallContext
    ) async -> PolicyDecision {
        let request = PolicyRequest(
            action: .invokeTool(name: descriptor.name, arguments: arguments, effect: descriptor.effect),
            agent: context.agent, session: context.session,
            tags: Set(descriptor.requiredCapabilities.sorted.map { "cap:\($0)" }),
            metadata: ["summary": descriptor.summary])
        do {
            return try await policy.evaluate(request)
        } catch {
            return PolicyDecision(
                .deny, reason: "the policy could not be evaluated: \(error)", rule: "evaluation error")
        }
    }
}

// MARK: Running

extension ToolDispatcher {
    private func run(_ authorized: AuthorizedCall) async throws -> ToolOutcome {
        do {
            let output = try await withinTimeLimit(authorized.call) { try await sandbox.run(authorized) }
            return .finished(content: output.content.cut(toBytes: limits.maximumOutputBytes), isError: output.isError)
        } catch {
            try Task.checkCancellation()
            return .finished(content: "\(error)".cut(toBytes: limits.maximumOutputBytes), isError: true)
        }
    }

    /// Runs `body`, cancels it when time is up, and waits for it to end in either case.
    private func withinTimeLimit<Output: Sendable>(
        _ call: ToolCall, _ body: @escaping @Sendable () async throws -> Output
    ) async throws -> Output {
        try await withThrowingTaskGroup(of: Output?.self) { group in
            group.addTask { try await body() }
            group.addTask { [clock, limits] in
                try await clock.sleep(for: limits.timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let output = first else {
                throw ToolError(
                    .timedOut,
                    "expected \(call.name) to finish within \(limits.timeout); it was stopped, and what it had done by then is unknown"
                )
            }
            return output
        }
    }

    private func reconcile(_ call: ToolCall, _ context: ToolCallContext) async throws -> ToolOutcome {
        do {
            let tool = try registry.tool(named: call.name)
            if let reason = Self.missingCapabilities(of: tool.descriptor, context) {
                return Self.undecided(call, reason)
            }
            let (_, bindings) = try decode(call, for: tool)
            let execution = execution(of: call, context)
            let output = try await withinTimeLimit(call) { try await tool.reconcile(bindings, execution) }
            guard let output else { return Self.undecided(call, "the tool cannot tell") }
            return .finished(content: output.content.cut(toBytes: limits.maximumOutputBytes), isError: output.isError)
        } catch {
            try Task.checkCancellation()
            return Self.undecided(call, "\(error)")
        }
    }

    private static func undecided(_ call: ToolCall, _ reason: String) -> ToolOutcome {
        .escalated(
            reason: "whether \(call.name) took effect before the interruption is unknown: \(reason)", approvers: [])
    }
}

extension ToolOutcome {
    /// The result or the reason.
    fileprivate var text: String {
        switch self {
        case .finished(let text, _), .denied(let text), .escalated(let text, _): text
        }
    }
}
