extension Event: JSONRepresentable {
    /// An object with the members hash, kind, payload, sequence, session and time; a payload that is no JSON is given as text.
    public var json: JSONValue {
        let payload = (try? JSONValue(parsing: payload)) ?? .string(String(decoding: payload, as: UTF8.self))
        return [
            "kind": .string(kind.rawValue), "session": .string(session.rawValue), "sequence": .int(sequence),
            "time": .string(time.description), "payload": payload, "hash": .string(hash.description),
        ]
    }

    /// Reads the form that ``json`` gives; nothing is checked but the shape, see ``isSealed(after:)``.
    public init(json: JSONReader) throws(JSONShapeError) {
        let (place, stamp, digest) = (
            try json.member("sequence"), try json.member("time"), try json.member("hash")
        )
        guard let sequence = UInt64(exactly: try place.int()) else { throw place.mismatch("an event's place") }
        guard let time = Timestamp(try stamp.string()) else {
            throw stamp.mismatch("a time such as 2026-01-31T09:30:00.000000Z")
        }
        guard let hash = SHA256Digest(hexadecimal: try digest.string()) else {
            throw digest.mismatch("64 hexadecimal digits")
        }
        let content = try json.member("payload")
        let payload: [UInt8]
        do throws(JSONError) {
            payload = try CanonicalJSON.encode(content.value, numbers: .exact)
        } catch {
            throw content.mismatch("a payload with a canonical form")
        }
        self.init(
            session: SessionID(try json.member("session").string()), sequence: sequence, time: time,
            kind: EventKind(rawValue: try json.member("kind").string()), payload: payload, hash: hash)
    }
}
