internal import AgentPrimitives

/// How large events may be, and how an event log treats large ones.
public struct EventLogLimits: Hashable, Sendable {
    /// The largest payload and the largest blob, in bytes; more is refused as `invalid`.
    public var payloadBytes = 64 << 20
    /// Payloads above this many bytes are kept beside the events, by their digest; equal ones once.
    public var inlineBytes = 64 << 10
    /// A page of events ends early at this many bytes of payload, so that reading large events stays bounded.
    public var pageBytes = 32 << 20

    /// Takes the defaults.
    public init() {}
}

extension EventLogLimits {
    /// Refuses a payload or blob over the limit; `what` names it in the message.
    func check(_ bytes: [UInt8], _ what: String) throws(EventLogError) {
        guard bytes.count > payloadBytes else { return }
        throw EventLogError(
            .invalid, "\(what) has \(bytes.count) bytes, the limit is \(payloadBytes); store it in parts")
    }
}
