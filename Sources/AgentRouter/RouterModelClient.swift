public import AgentPrimitives
internal import AgentWire

/// Asks models through a router in the same process: every call is an ATP stream on a connection of its own.
public struct RouterModelClient: ModelClient {
    private let router: Router
    private let limits: RouterLimits

    /// A client of that router; `limits` are the calls, tokens and money that a session may have under way.
    public init(router: Router, limits: RouterLimits = RouterLimits()) {
        self.router = router
        self.limits = limits
    }

    /// Opens a stream to the router and hands its partial results over.
    public func stream(
        _ request: ModelRequest, context: ModelCallContext,
        deliver: @escaping @Sendable ([ModelEvent]) async throws -> Void
    ) async throws {
        let (near, far) = InProcessTransport<ATPFrame>.pair()
        let question = ModelQuestion(request, context: context)
        let opening = open(question, context)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [router] in try await router.serve(far, opening: question) }
            group.addTask {
                // Closing ends the router's side too, so that the group does.
                defer { near.close() }
                try await near.send(opening)
                try await Self.receive(from: near, deliver)
            }
            try await group.waitForAll()
        }
    }

    private func open(_ question: ModelQuestion, _ context: ModelCallContext) -> ATPFrame {
        ATPFrame(
            sessionID: context.session.rawValue, streamID: context.task.rawValue, messageSequence: 1, flags: [.syn],
            ttl: 8, window: limits.window,
            meta: ATPMetadata(taskType: "model.inference", trace: ATPTrace(traceID: context.trace)),
            payload: question.payload)
    }

    private static func receive(
        from transport: any FrameTransport<ATPFrame>, _ deliver: @Sendable ([ModelEvent]) async throws -> Void
    ) async throws {
        while let frame = try await transport.receive() {
            if frame.flags.contains(.rst) { throw StreamFailure.modelError(in: frame.payload) }
            switch frame.payload.type {
            case .partialResult:
                try await deliver(try events(in: frame.payload))
            case .finalResult:
                return
            default:
                // Control frames and types of later versions change nothing for the caller.
                continue
            }
        }
        throw ModelError(.malformedResponse, "The router's stream ended without a final result. Ask again.")
    }

    private static func events(in payload: ATPPayload) throws(ModelError) -> [ModelEvent] {
        do {
            return try JSONReader(payload.content).member("events").list(of: ModelEvent.self)
        } catch {
            throw ModelError(.malformedResponse, "The router's partial result is broken: \(error)")
        }
    }
}
