internal import AgentPrimitives

/// The place of something encrypted, bound to it as associated data: moved to another place it does not open.
enum SealedContext: Sendable, CustomStringConvertible {
    case event(SessionID, sequence: UInt64, EventKind)
    case blob(SHA256Digest)
    case snapshot(SessionID, format: String, sequence: UInt64)
    case key(String)

    /// The associated data: a canonical JSON object, whose keys tell the cases apart.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .event(let session, let sequence, let kind):
            bytes += #"{"kind":"#.utf8
            bytes.appendQuoted(kind.rawValue)
            bytes += #","sequence":\#(sequence),"session":"#.utf8
            bytes.appendQuoted(session.rawValue)
        case .blob(let digest):
            bytes += #"{"blob":"\#(digest)""#.utf8
        case .snapshot(let session, let format, let sequence):
            bytes += #"{"format":"#.utf8
            bytes.appendQuoted(format)
            bytes += #","sequence":\#(sequence),"session":"#.utf8
            bytes.appendQuoted(session.rawValue)
        case .key(let id):
            bytes += #"{"key":"#.utf8
            bytes.appendQuoted(id)
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    var description: String {
        switch self {
        case .event(let session, let sequence, _): "the payload of event \(sequence) of session \(session)"
        case .blob(let digest): "the blob \(digest)"
        case .snapshot(let session, let format, let sequence):
            "the snapshot \(format) of session \(session) at event \(sequence)"
        case .key(let id): "the proof of key \(id)"
        }
    }
}

extension [UInt8] {
    /// Appends a canonical JSON string.
    mutating func appendQuoted(_ text: String) {
        JSONValue.string(text).serialize(into: &self)
    }
}
