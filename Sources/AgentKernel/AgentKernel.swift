public import AgentPrimitives
public import AgentWire

/// An agent: it boots, takes messages, and ends.
///
/// Create it, then call ``run(on:)`` once; it returns when the transport ends, after ``shutdown()``, or when the calling task
/// is cancelled. Cancelling is the hard stop: every turn is cancelled and recorded as such. ``shutdown()`` is the soft one:
/// what was begun is finished.
public actor AgentKernel {
    /// What the agent says of itself.
    public nonisolated let manifest: AgentManifest
    private let options: KernelOptions
    private let hooks: any AgentHooks
    private let handler: any MessageHandler
    private let time: any TimeSource
    private let clock: any Clock<Duration>
    private let scheduler: Scheduler
    private nonisolated let cancellations = CancellationRegistry<MessageID>()
    private var lifecycle = Lifecycle()
    /// The transport that ``run(on:)`` serves; closed by ``shutdown()``.
    private var transport: (any FrameTransport<MXPMessage>)?

    /// An agent whose calls run sessions.
    ///
    /// - Parameters:
    ///   - configuration: what every session of the agent starts with.
    ///   - services: the world outside.
    ///   - log: where sessions are recorded.
    ///   - hooks: the developer's own code.
    ///   - handler: replaces the kernel's own handling of messages.
    ///   - observe: sees every recorded event.
    ///   - clock: measures the time between ticks.
    package init(
        configuration: SessionConfiguration, services: SessionServices, log: any EventLog,
        options: KernelOptions = KernelOptions(), hooks: (any AgentHooks)? = nil,
        handler: (any MessageHandler)? = nil, ids: any IDSource = RandomIDSource(),
        observe: (@Sendable (Event) -> Void)? = nil, clock: any Clock<Duration> = .continuous
    ) {
        manifest = configuration.agent
        self.options = options
        self.hooks = hooks ?? NoHooks()
        self.clock = clock
        time = services.time
        scheduler = Scheduler(limits: options.scheduler)
        let memory = services.memory.map {
            SessionMemory(store: $0, policy: services.policy, agent: configuration.agent.id)
        }
        self.handler =
            handler
            ?? SessionMessageHandler(
                configuration: configuration,
                sessions: SessionRegistry(
                    log: log, services: services, maximumOpen: options.maximumOpenSessions,
                    snapshotEvents: options.snapshotEvents, observe: observe),
                cancellations: cancellations, memory: memory, recallLimit: options.recallLimit, ids: ids,
                time: services.time)
    }

    /// Where the agent stands in its life.
    public var state: Lifecycle.State { lifecycle.state }

    /// Boots the agent and serves a transport until it ends.
    ///
    /// - Throws: ``KernelError`` when the agent was run before or a hook threw; `WireError` when the transport fails.
    public func run(on transport: any FrameTransport<MXPMessage>) async throws {
        try lifecycle.apply(.boot)
        self.transport = transport
        do {
            try await hooks.onBootstrap(manifest)
            try lifecycle.apply(.activate)
            try await serve(transport)
        } catch {
            transport.close()
            try lifecycle.apply(.abort)
            await hooks.onShutdown()
            throw error
        }
        if lifecycle.state != .retiring { try lifecycle.apply(.retire) }
        await hooks.onShutdown()
        try lifecycle.apply(.terminate)
    }

    /// Refuses new messages, finishes what was begun, and lets ``run(on:)`` return.
    public func shutdown() async throws {
        try lifecycle.apply(.retire)
        scheduler.close()
        await scheduler.drain()
        transport?.close()
    }

    /// Holds messages back: requests are answered with an error until ``resume()``.
    public func suspend() throws { try lifecycle.apply(.suspend) }

    /// Takes messages again.
    public func resume() throws { try lifecycle.apply(.resume) }

    /// Cancels the turn that answers this message, if it runs; its caller still gets the ending.
    public nonisolated func cancel(_ message: MessageID) {
        cancellations.cancel(message)
    }

    private func serve(_ transport: any FrameTransport<MXPMessage>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.receive(from: transport) }
            if let interval = options.tickInterval {
                group.addTask { try await self.tick(every: interval) }
            }
            // The transport's end is the agent's end; ticks go on only as long.
            _ = try await group.next()
            group.cancelAll()
        }
    }

    private nonisolated func receive(from transport: any FrameTransport<MXPMessage>) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while let message = try await transport.receive() {
                let context = MessageContext(message: message, received: time.now(), transport: transport)
                group.addTask { await self.handle(context) }
            }
        }
    }

    private nonisolated func tick(every interval: Duration) async throws {
        var count: UInt64 = 0
        while !Task.isCancelled {
            try await clock.sleep(for: interval)
            count += 1
            try await hooks.onTick(count)
        }
    }

    private nonisolated func handle(_ context: MessageContext) async {
        let message = context.message
        do {
            do {
                guard await state == .active || message.type.isControl else { throw await notActive }
                if message.flags.contains(.requiresAck), message.type != .ack { try await context.reply(.ack) }
                try await scheduler.run(message.type.isControl ? .control : .message) {
                    try await hooks.onMessage(message)
                    try await handler.handle(context)
                }
            } catch  where message.type.requiresResponse {
                try await context.reply(.error, Self.report(error))
            }
        } catch {
            // The message needs no answer, or its sender is gone: nobody is left to tell.
            return
        }
    }

    private var notActive: KernelError {
        KernelError(
            .notActive, "The agent takes messages in state Active; it is \(lifecycle.state.rawValue). Try again later.")
    }

    /// What a sender is told of an error.
    static func report(_ error: any Error) -> MXPPayload.JSON.ErrorReport {
        switch error {
        case let error as KernelError:
            MXPPayload.JSON.ErrorReport(error: error.message, code: error.code.description)
        case let error as EventLogError:
            MXPPayload.JSON.ErrorReport(error: error.message, code: error.code.description)
        case let error as WireError:
            MXPPayload.JSON.ErrorReport(error: error.message, code: error.code.description)
        case is CancellationError:
            MXPPayload.JSON.ErrorReport(error: "The turn was cancelled.", code: "cancelled")
        default:
            MXPPayload.JSON.ErrorReport(error: String(describing: error), code: "internal")
        }
    }
}

extension MXPMessageType {
    /// Whether the message steers the agent rather than gives it work.
    fileprivate var isControl: Bool {
        switch self {
        case .agentHeartbeat, .streamClose, .ack, .error: true
        default: false
        }
    }
}
