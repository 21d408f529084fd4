public import AgentPrimitives

/// One MXP message: what travels between agents.
///
/// The payload is a slice, so that a decoded message shares the buffer that it arrived in; the buffer lives as long as
/// the slice does. To keep a small payload out of a large buffer, copy it: `Array(message.payload)`.
public struct MXPMessage: Hashable, Sendable {
    /// What the message is for.
    public var type: MXPMessageType
    /// How to treat the message.
    public var flags: Flags
    /// Names the message; an answer carries the identifier of its request.
    public var messageID: MessageID
    /// Ties together what one request caused.
    public var traceID: TraceID
    /// The content, opaque at this level; see ``MXPPayload`` for its layouts.
    public var payload: ArraySlice<UInt8>

    /// Makes a message.
    public init(
        type: MXPMessageType, flags: Flags = [], messageID: MessageID, traceID: TraceID,
        payload: ArraySlice<UInt8> = []
    ) {
        self.type = type
        self.flags = flags
        self.messageID = messageID
        self.traceID = traceID
        self.payload = payload
    }

    /// Bytes that the message takes on the wire: header, payload and checksum.
    public var encodedCount: Int { MXPHeader.byteCount + payload.count + MXPHeader.checksumByteCount }
}

extension MXPMessage {
    /// How a message is to be treated (MXP 0.2.0, header offset 5); bits 4 to 7 are reserved.
    public struct Flags: OptionSet, Hashable, Sendable {
        /// The bits as they travel.
        public let rawValue: UInt8

        /// Takes bits as they stand.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The payload is compressed with zstd.
        public static let compressed = Flags(rawValue: 0x01)
        /// The payload is encrypted from end to end.
        public static let encrypted = Flags(rawValue: 0x02)
        /// The sender wants an `Ack`.
        public static let requiresAck = Flags(rawValue: 0x04)
        /// The last message of its kind; a final heartbeat leaves the registry.
        public static let final = Flags(rawValue: 0x08)

        /// Every bit that version 0.2.0 defines.
        static let defined: Flags = [.compressed, .encrypted, .requiresAck, .final]
    }
}
