public import AgentAdapters
internal import AgentPrimitives
public import AgentWire

/// Takes ATP streams in, admits them against their session's window, asks the models, and streams the results back.
///
/// A stream is one model call: SYN with the question and the window; SYN ACK with the window in force; partial results in
/// order; the final result with FIN; or RST with the reason. A RST from the other side, or the end of its connection,
/// cancels the call.
public actor Router {
    /// Names one stream.
    fileprivate struct StreamKey: Hashable {
        let session: String
        let stream: String
    }

    private let models: ModelRegistry
    private let limits: RouterLimits
    private var governor: WindowGovernor
    private nonisolated let cancellations = CancellationRegistry<StreamKey>()

    /// A router to these models.
    public init(models: ModelRegistry, limits: RouterLimits = RouterLimits()) {
        self.models = models
        self.limits = limits
        governor = WindowGovernor(limits: limits)
    }

    /// What the router has done so far.
    public var statistics: RouterStatistics {
        RouterStatistics(
            adaptersRegistered: models.models.count, windowsAdmitted: governor.admitted,
            windowsRefused: governor.refused)
    }

    /// Serves one connection until it ends; its streams are then cancelled.
    ///
    /// - Throws: `WireError` when the transport fails.
    public nonisolated func serve(_ transport: any FrameTransport<ATPFrame>) async throws {
        try await serve(transport, opening: nil)
    }

    /// Serves a connection whose opener is in this process: its first stream asks `question`, which then need not be read
    /// out of the frame again.
    nonisolated func serve(_ transport: any FrameTransport<ATPFrame>, opening question: ModelQuestion?) async throws {
        var known = question
        try await withThrowingDiscardingTaskGroup { group in
            while let frame = try await transport.receive() {
                if frame.flags.contains(.rst) {
                    cancellations.cancel(frame.key)
                } else if frame.flags.contains(.syn) {
                    let question = known.take()
                    group.addTask { await self.answer(frame, question, on: transport) }
                } else if frame.flags.contains(.heartbeat) {
                    try await transport.send(frame.reply(sequence: 0, flags: [.heartbeat, .ack], frame.payload))
                }
            }
            group.cancelAll()
        }
    }

    /// Runs one stream; what goes wrong is told to its opener.
    private nonisolated func answer(
        _ frame: ATPFrame, _ question: ModelQuestion?, on transport: any FrameTransport<ATPFrame>
    ) async {
        do {
            do {
                try await cancellations.run(frame.key) { try await self.ask(frame, question, on: transport) }
            } catch let error as JSONShapeError {
                let error = ModelError(.invalidRequest, "The stream's question is broken: \(error)")
                try await transport.send(frame.reply(sequence: 1, flags: [.rst], StreamFailure(error).payload))
            } catch let error as ModelError {
                try await transport.send(frame.reply(sequence: 1, flags: [.rst], StreamFailure(error).payload))
            }
        } catch {
            // Cancelled, or the opener is gone: nobody is left to tell.
            return
        }
    }

    private nonisolated func ask(
        _ frame: ATPFrame, _ known: ModelQuestion?, on transport: any FrameTransport<ATPFrame>
    ) async throws {
        guard frame.ttl > 0 else {
            throw ModelError(
                .invalidRequest, "The frame's ttl is used up (ttl_expired). Open the stream with a larger one.")
        }
        let question = try known ?? ModelQuestion(frame)
        let model = try models.model(named: question.request.model)
        if let refusal = await admit(question.estimate, frame) {
            try await transport.send(frame.reply(sequence: 1, flags: [.rst], StreamFailure(refusal).payload))
            return
        }
        let stream = ResultStream(opener: frame, transport: transport)
        do {
            try await stream.confirm(limits.window.narrowed(to: frame.window))
            try await model.stream(question.request) { try await stream.send($0) }
            try await stream.finish()
        } catch {
            await settle(question.estimate, frame, used: stream.usage)
            throw error
        }
        await settle(question.estimate, frame, used: stream.usage)
    }

    private func admit(_ estimate: CallEstimate, _ frame: ATPFrame) -> SessionWindow.Refusal? {
        governor.admit(estimate, session: frame.sessionID, sender: frame.window)
    }

    private func settle(_ estimate: CallEstimate, _ frame: ATPFrame, used: Usage) {
        governor.settle(estimate, session: frame.sessionID, used: used)
    }
}

extension ATPFrame {
    fileprivate var key: Router.StreamKey { Router.StreamKey(session: sessionID, stream: streamID) }

    /// A frame back to the sender of this one.
    func reply(sequence: UInt64, flags: ATPFlags, _ payload: ATPPayload) -> ATPFrame {
        ATPFrame(
            sessionID: sessionID, streamID: streamID, messageSequence: sequence, flags: flags, qos: qos,
            ttl: ttl == 0 ? 0 : ttl - 1, window: window, meta: meta, payload: payload)
    }
}
