internal import AgentPrimitives
internal import AgentWire

/// The frames of one stream over a transport; what the transport throws leaves as a ``MemoryError``.
struct JournalFrames<Transport: FrameTransport<MXPMessage>>: Sendable {
    let transport: Transport
    let message: MessageID
    let trace: TraceID

    func send(_ type: MXPMessageType, _ payload: [UInt8]) async throws(MemoryError) {
        do throws(WireError) {
            try await transport.send(
                MXPMessage(type: type, messageID: message, traceID: trace, payload: payload[...]))
        } catch {
            throw MemoryError(error)
        }
    }
}

extension MemoryError {
    /// Passes a transport's failure on.
    init(_ error: WireError) {
        self.init(.transport, "the stream of records broke off: \(error.message)", underlying: error)
    }
}
