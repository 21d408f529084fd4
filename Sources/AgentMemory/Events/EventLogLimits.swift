internal import AgentPrimitives

/// How large events may be, how an event log treats large ones, and how much it does at once.
public struct EventLogLimits: Hashable, Sendable {
    /// The largest payload, blob and state of a snapshot, in bytes; more is refused as `invalid`.
    public var payloadBytes = 64 << 20
    /// Payloads above this many bytes are kept beside the events, by their digest; equal ones once.
    public var inlineBytes = 64 << 10
    /// A page of events ends early at this many bytes of payload, so that reading large events stays bounded.
    public var pageBytes = 32 << 20
    /// How many snapshots of a session are kept of each format, at least 1; older ones are forgotten.
    public var snapshotsKept = 3
    /// At most this many appends that wait at the same time share one transaction.
    public var groupedAppends = 256

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
