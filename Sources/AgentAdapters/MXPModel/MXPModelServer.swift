internal import AgentPrimitives
public import AgentWire

/// Serves a model to other agents over MXP; see ``MXPModelAdapter`` for the messages.
public struct MXPModelServer: Sendable {
    private let model: ModelRegistration
    private let maxCalls: Int

    /// Serves a model under its upstream name, whatever name callers use.
    ///
    /// - Parameters:
    ///   - model: Answers the calls.
    ///   - maxCalls: Calls of one connection under way at once (at least 1); a further one waits.
    public init(_ model: ModelRegistration, maxCalls: Int = 16) {
        self.model = model
        self.maxCalls = maxCalls
    }

    /// Answers calls until the connection ends; then the calls under way are cancelled.
    public func serve(_ transport: any FrameTransport<MXPMessage>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { calls in
            defer { calls.cancelAll() }
            var running = 0
            while let message = try await transport.receive() {
                guard message.type == .call else { continue }
                // At the limit the next call waits for one to end, and the connection's backpressure tells the caller.
                if running >= maxCalls {
                    try await calls.next()
                    running -= 1
                }
                running += 1
                calls.addTask { try await answer(message, over: transport) }
            }
        }
    }

    private func answer(_ call: MXPMessage, over transport: any FrameTransport<MXPMessage>) async throws {
        do {
            let request = try MXPModelCall(decoding: call.payload).request
            try await Self.reply(.streamOpen, [], to: call, over: transport)
            try await model.stream(request) { events in
                try await Self.reply(.streamChunk, MXPModelCall.encode(events), to: call, over: transport)
            }
            try await Self.reply(.streamClose, [], to: call, over: transport)
        } catch let error as ModelError {
            try await Self.reply(.error, MXPModelCall.encode(error), to: call, over: transport)
        }
    }

    private static func reply(
        _ type: MXPMessageType, _ payload: [UInt8], to call: MXPMessage, over transport: any FrameTransport<MXPMessage>
    ) async throws {
        try await transport.send(
            MXPMessage(type: type, messageID: call.messageID, traceID: call.traceID, payload: payload[...]))
    }
}
