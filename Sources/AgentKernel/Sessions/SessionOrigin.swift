public import AgentPrimitives

/// Where a forked session comes from.
public struct SessionOrigin: Hashable, Sendable {
    /// The session that was forked.
    public var parent: SessionID
    /// The last of its events that the fork shares.
    public var sequence: UInt64
    /// That event's hash in the parent's chain.
    public var hash: SHA256Digest

    /// States an origin.
    public init(parent: SessionID, sequence: UInt64, hash: SHA256Digest) {
        self.parent = parent
        self.sequence = sequence
        self.hash = hash
    }
}

extension SessionOrigin: JSONRepresentable {
    /// An object with the members at, hash and parent.
    public var json: JSONValue {
        ["at": .int(sequence), "hash": .string(hash.description), "parent": .string(parent.rawValue)]
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        let digest = try json.member("hash")
        guard let hash = SHA256Digest(hexadecimal: try digest.string()) else {
            throw digest.mismatch("64 hexadecimal digits")
        }
        let place = try json.member("at")
        guard let sequence = UInt64(exactly: try place.int()) else { throw place.mismatch("an event's place") }
        self.init(parent: try json.member("parent").choice(SessionID.self), sequence: sequence, hash: hash)
    }
}
