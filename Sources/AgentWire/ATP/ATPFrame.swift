public import AgentPrimitives

/// One frame of the Agent Transport Protocol, schema 1.1: a piece of one task's stream.
///
/// The version field is 1 and not stored. Fields that this version does not know are kept in `extras`, here and in
/// ``ATPMetadata`` and ``ATPPayload``, and encoded again.
public struct ATPFrame: Hashable, Sendable {
    /// The session that the stream belongs to.
    public var sessionID: String
    /// The stream: one task.
    public var streamID: String
    /// The message's number, strictly rising within a stream.
    public var messageSequence: UInt64
    /// The fragment's number within its message, from 0.
    public var fragmentSequence: UInt32
    /// What the frame does to the stream.
    public var flags: ATPFlags
    /// How urgently it is served.
    public var qos: ATPQoS
    /// Routers that it may still pass; a frame that arrives with 0 is dropped.
    public var ttl: UInt8
    /// What the sender lets the receiver have under way.
    public var window: ATPWindow
    /// What the task is.
    public var meta: ATPMetadata
    /// The content.
    public var payload: ATPPayload
    /// The signature, in hexadecimal; see ``FrameSigner``.
    public var signature: String?
    /// The frame's SHA-256, in hexadecimal; see ``computedChecksum()``.
    public var checksum: String?
    /// Names the key of the signature.
    public var keyID: String?
    /// A text that the sender never uses twice with one key, so that a copy of the frame is found out.
    public var nonce: String?
    /// Fields of later versions, kept for whoever knows them.
    public var extras: JSONObject

    /// Describes an unsigned frame.
    public init(
        sessionID: String, streamID: String, messageSequence: UInt64, fragmentSequence: UInt32 = 0,
        flags: ATPFlags = [], qos: ATPQoS = .silver, ttl: UInt8, window: ATPWindow, meta: ATPMetadata = ATPMetadata(),
        payload: ATPPayload, extras: JSONObject = [:]
    ) {
        self.sessionID = sessionID
        self.streamID = streamID
        self.messageSequence = messageSequence
        self.fragmentSequence = fragmentSequence
        self.flags = flags
        self.qos = qos
        self.ttl = ttl
        self.window = window
        self.meta = meta
        self.payload = payload
        self.extras = extras
    }
}
