/// How far a session's log reaches.
public struct EventHead: Hashable, Sendable {
    /// The last event's place; 0 for an empty log.
    public let sequence: UInt64
    /// The last event's hash; 32 zero bytes for an empty log.
    public let hash: SHA256Digest

    /// States how far a log reaches.
    public init(sequence: UInt64, hash: SHA256Digest) {
        self.sequence = sequence
        self.hash = hash
    }

    /// The head of an empty log.
    public static let empty = EventHead(sequence: 0, hash: .zero)
}
