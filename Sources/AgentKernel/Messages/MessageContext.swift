public import AgentPrimitives
public import AgentWire

/// A received message and the way back to its sender.
public struct MessageContext: Sendable {
    /// The message as it arrived.
    public let message: MXPMessage
    /// When it was received.
    public let received: Timestamp
    private let transport: any FrameTransport<MXPMessage>

    /// Ties a message to the transport that it came by.
    public init(message: MXPMessage, received: Timestamp, transport: any FrameTransport<MXPMessage>) {
        self.message = message
        self.received = received
        self.transport = transport
    }

    /// Sends a message back; it echoes the request's message and trace identifiers, by which the sender matches it.
    ///
    /// - Throws: `WireError` when the payload cannot be encoded or the transport is closed.
    public func reply(
        _ type: MXPMessageType, flags: MXPMessage.Flags = [], _ payload: some MXPPayloadCoding
    ) async throws {
        try await transport.send(
            MXPMessage(
                type: type, flags: flags, messageID: message.messageID, traceID: message.traceID,
                payload: try payload.encoded()[...]))
    }

    /// Sends an empty message back, such as an acknowledgement.
    public func reply(_ type: MXPMessageType, flags: MXPMessage.Flags = []) async throws {
        try await transport.send(
            MXPMessage(type: type, flags: flags, messageID: message.messageID, traceID: message.traceID))
    }
}
