/// An event that is not yet in a log: it has no place and no hash.
public struct EventDraft: Hashable, Sendable {
    /// What it tells.
    public let kind: EventKind
    /// The payload's canonical JSON (RFC 8785, exact numbers).
    public let payload: [UInt8]
    /// When it happened.
    public let time: Timestamp

    /// Fixes an event's payload in canonical form.
    ///
    /// - Throws: ``JSONError`` when the payload has no canonical form.
    public init(kind: EventKind, payload: JSONValue, time: Timestamp) throws(JSONError) {
        self.kind = kind
        self.payload = try CanonicalJSON.encode(payload, numbers: .exact)
        self.time = time
    }

    /// Takes a payload that is canonical already.
    package init(kind: EventKind, canonicalPayload: [UInt8], time: Timestamp) {
        self.kind = kind
        self.payload = canonicalPayload
        self.time = time
    }
}
