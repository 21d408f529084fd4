public import AgentPrimitives
public import AgentWire

/// A model that another agent serves, asked over MXP with one connection for each call.
///
/// The request travels as a Call whose payload is `{"method":"model/stream","request":…}`; the answer comes back as StreamOpen,
/// StreamChunk messages that each hold a JSON list of events, and StreamClose, all with the call's message id, or as an Error.
/// Cancelling a call closes its connection. ``MXPModelServer`` is the other side.
public struct MXPModelAdapter: ModelAdapter {
    /// Who serves the model; no HTTP API.
    public let metadata: ModelAdapterMetadata
    private let connect: @Sendable () async throws -> any FrameTransport<MXPMessage>
    private let ids: any IDSource

    /// Connects to nothing yet.
    ///
    /// - Parameters:
    ///   - provider: Who serves the model, for people.
    ///   - ids: Names the calls.
    ///   - connect: Opens the connection of a call; the adapter closes it.
    public init(
        provider: String, ids: any IDSource = RandomIDSource(),
        connect: @escaping @Sendable () async throws -> any FrameTransport<MXPMessage>
    ) {
        metadata = ModelAdapterMetadata(provider: provider, kind: nil)
        self.ids = ids
        self.connect = connect
    }

    /// None: the request travels whole.
    public func losses(in request: ModelRequest) -> [TranslationLoss] { [] }

    /// Sends the request and hands the events over as they arrive.
    ///
    /// - Throws: The `ModelError` of the other side, `unreachable` where no connection can be made, `malformedResponse` for an
    ///   answer that breaks its form or ends early, and what `deliver` threw.
    public func stream(_ request: ModelRequest, deliver: @escaping ModelEventSink) async throws {
        let transport: any FrameTransport<MXPMessage>
        do {
            transport = try await connect()
        } catch {
            throw ModelError(
                .unreachable, "\(metadata.provider): no connection to the agent that serves the model: \(error)")
        }
        defer { transport.close() }
        let call = MXPMessage(
            type: .call, messageID: ids.messageID(), traceID: ids.traceID(),
            payload: MXPModelCall(request).encoded()[...])
        try await withTaskCancellationHandler {
            do {
                try await transport.send(call)
                try await receive(from: transport, call.messageID, deliver)
            } catch let error as WireError {
                throw Task.isCancelled || error.code == .cancelled
                    ? ModelError(.cancelled, "the call was cancelled")
                    : ModelError(.malformedResponse, "\(metadata.provider): the connection failed: \(error)")
            }
        } onCancel: {
            transport.close()
        }
    }

    private func receive(
        from transport: any FrameTransport<MXPMessage>, _ id: MessageID, _ deliver: ModelEventSink
    ) async throws {
        var hasStopped = false
        while let message = try await transport.receive() {
            guard message.messageID == id else { continue }
            switch message.type {
            case .streamChunk:
                let events = try MXPModelCall.events(in: message.payload)
                hasStopped = hasStopped || events.contains { if case .stop = $0 { true } else { false } }
                try await deliver(events)
            case .streamClose where hasStopped:
                return
            case .error:
                throw MXPModelCall.failure(in: message.payload)
            default:
                break
            }
        }
        if Task.isCancelled { throw ModelError(.cancelled, "the call was cancelled") }
        throw ModelError(
            .malformedResponse, "\(metadata.provider): the answer ended before the model said why it stopped; try again"
        )
    }
}
