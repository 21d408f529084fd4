/// One recorded event: its place in a session, what happened, and the hash that seals it and all before it.
public struct Event: Hashable, Sendable {
    /// The session whose log holds the event.
    public let session: SessionID
    /// The place in the log, from 1 without gap.
    public let sequence: UInt64
    /// When it happened.
    public let time: Timestamp
    /// What it tells.
    public let kind: EventKind
    /// The payload's canonical JSON.
    public let payload: [UInt8]
    /// SHA-256 over the previous event's hash and this event's canonical bytes.
    public let hash: SHA256Digest

    /// Takes an event as a store holds it; nothing is checked here, see ``isSealed(after:)``.
    public init(
        session: SessionID, sequence: UInt64, time: Timestamp, kind: EventKind, payload: [UInt8], hash: SHA256Digest
    ) {
        self.session = session
        self.sequence = sequence
        self.time = time
        self.kind = kind
        self.payload = payload
        self.hash = hash
    }

    /// Places a draft behind `previous` and seals it.
    public init(_ draft: EventDraft, session: SessionID, after previous: EventHead) {
        self.session = session
        sequence = previous.sequence + 1
        time = draft.time
        kind = draft.kind
        payload = draft.payload
        hash = Self.seal(
            session: session, sequence: previous.sequence + 1, time: draft.time, kind: draft.kind,
            payload: draft.payload, after: previous.hash)
    }

    /// Whether the hash is the right one for this event behind `previous`.
    public func isSealed(after previous: EventHead) -> Bool {
        sequence == previous.sequence + 1
            && hash
                == Self.seal(
                    session: session, sequence: sequence, time: time, kind: kind, payload: payload,
                    after: previous.hash)
    }

    /// The event's place and hash, as the next one needs them.
    public var head: EventHead { EventHead(sequence: sequence, hash: hash) }

    /// The canonical bytes are the RFC 8785 form of the object with the keys kind, payload, sequence, session and time
    /// (microseconds); they are put together around the payload, which is canonical already.
    private static func seal(
        session: SessionID, sequence: UInt64, time: Timestamp, kind: EventKind, payload: [UInt8],
        after previous: SHA256Digest
    ) -> SHA256Digest {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 160)
        bytes += previous.bytes
        bytes += #"{"kind":"#.utf8
        bytes.appendJSONString(kind.rawValue)
        bytes += #","payload":"#.utf8
        bytes += payload
        bytes += #","sequence":"#.utf8
        bytes += String(sequence).utf8
        bytes += #","session":"#.utf8
        bytes.appendJSONString(session.rawValue)
        bytes += #","time":"#.utf8
        bytes += String(time.microseconds).utf8
        bytes.append(UInt8(ascii: "}"))
        return SHA256Digest(of: bytes)
    }
}
