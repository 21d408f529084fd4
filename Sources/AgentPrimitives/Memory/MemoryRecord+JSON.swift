extension MemoryRecord: JSONRepresentable {
    /// An object with the members channel, id, metadata, tags, text and time_us.
    ///
    /// Where they are set also expires_us, payload_hex, provenance and taint. Times are microseconds since 1970.
    public var json: JSONValue {
        let facts = metadata.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue.string($0.value)) }
        var object: JSONObject = ["channel": .string(channel.name)]
        object["expires_us"] = (expiry?.microseconds).map { .int($0) }
        object["id"] = .string(id)
        object["metadata"] = .object(JSONObject(facts))
        if !payload.isEmpty { object["payload_hex"] = .string(Hexadecimal.encode(payload)) }
        if !provenance.isUnknown { object["provenance"] = provenance.json }
        object["tags"] = .array(tags.sorted().map { .string($0) })
        if !taint.isTrusted { object["taint"] = taint.json }
        object["text"] = .string(text)
        object["time_us"] = .int(time.microseconds)
        return .object(object)
    }

    /// Reads the form that ``json`` gives; only id, channel, text and time_us must be there.
    public init(json: JSONReader) throws(JSONShapeError) {
        var metadata: [String: String] = [:]
        if let facts = try json.optional("metadata") {
            for key in try facts.object().keys { metadata[key] = try facts.member(key).string() }
        }
        var payload: [UInt8] = []
        if let digits = try json.optional("payload_hex") {
            guard let bytes = Hexadecimal.decode(try digits.string()) else {
                throw digits.mismatch("two hexadecimal digits for each byte")
            }
            payload = bytes
        }
        self.init(
            id: try json.member("id").string(),
            time: Timestamp(microseconds: Int64(try json.member("time_us").int())),
            channel: MemoryChannel(name: try json.member("channel").string()), text: try json.member("text").string(),
            tags: Set(try json.optional("tags")?.strings() ?? []), metadata: metadata,
            provenance: try json.optional("provenance", MemoryProvenance.self) ?? MemoryProvenance(),
            taint: try json.optional("taint", MemoryTaint.self) ?? .trusted,
            expiry: (try json.optional("expires_us")?.int()).map { Timestamp(microseconds: Int64($0)) },
            payload: payload)
    }
}

extension MemoryRecord {
    /// The canonical bytes (RFC 8785; 64-bit integers in full): equal records have equal bytes.
    public var canonicalBytes: [UInt8] {
        // Without loss nothing can fail: see ``CanonicalJSON/Numbers/exact``.
        do throws(JSONError) {
            return try CanonicalJSON.encode(json, numbers: .exact)
        } catch {
            preconditionFailure("Every integer has an exact canonical form; found \(error).")
        }
    }

    /// The SHA-256 of ``canonicalBytes``.
    public var digest: SHA256Digest { SHA256Digest(of: canonicalBytes) }
}

extension MemoryTaint: JSONRepresentable {
    /// The sorted origins.
    public var json: JSONValue { .array(origins.sorted().map { .string($0) }) }

    /// Reads a list of origins.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(origins: Set(try json.strings()))
    }
}
