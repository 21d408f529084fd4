internal import AgentPrimitives
internal import AgentWire
internal import Synchronization

/// Sends one stream's results to its opener, in order.
final class ResultStream: Sendable {
    private struct State {
        var sequence: UInt64 = 0
        var usage = Usage()
    }

    private let opener: ATPFrame
    private let transport: any FrameTransport<ATPFrame>
    private let state = Mutex(State())

    init(opener: ATPFrame, transport: any FrameTransport<ATPFrame>) {
        self.opener = opener
        self.transport = transport
    }

    /// What the model has used so far.
    var usage: Usage { state.withLock { $0.usage } }

    /// Confirms the stream with the window in force.
    func confirm(_ window: ATPWindow) async throws {
        var frame = opener.reply(sequence: next(), flags: [.syn, .ack], ATPPayload(type: .windowUpdate))
        frame.window = window
        try await transport.send(frame)
    }

    /// Sends a batch of the model's events as one partial result.
    func send(_ events: [ModelEvent]) async throws {
        for case .usage(let usage) in events { state.withLock { $0.usage = usage } }
        let payload = ATPPayload(type: .partialResult, content: ["events": .array(events.map(\.json))])
        try await transport.send(opener.reply(sequence: next(), flags: [], payload))
    }

    /// Ends the stream with what it used.
    func finish() async throws {
        let payload = ATPPayload(type: .finalResult, content: ["usage": usage.json])
        try await transport.send(opener.reply(sequence: next(), flags: [.fin], payload))
    }

    private func next() -> UInt64 {
        state.withLock { state in
            state.sequence += 1
            return state.sequence
        }
    }
}
