public import AgentPrimitives

extension ATPFrame {
    private static let names: Set = [
        "v", "session_id", "stream_id", "msg_seq", "frag_seq", "flags", "qos", "ttl", "window", "meta", "payload",
        "sig", "checksum", "kid", "nonce",
    ]

    /// Reads a document.
    ///
    /// `frag_seq`, `flags`, `qos` and `meta` may be absent; they then mean 0, none, silver and nothing.
    ///
    /// - Throws: `unsupportedVersion`, or `invalidFrame` with the path of the field at fault.
    public init(json: JSONObject) throws(WireError) {
        // First, since a later version may give every other field another shape.
        if let version = json["v"]?.intValue, version != 1 {
            throw .field(.unsupportedVersion, path: "/v", expected: "1", found: "\(version)")
        }
        do throws(JSONShapeError) {
            try self.init(JSONReader(.object(json)))
        } catch {
            throw .shape(.invalidFrame, error)
        }
    }

    private init(_ json: JSONReader) throws(JSONShapeError) {
        _ = try json.member("v").integer(in: 1...1)
        sessionID = try json.member("session_id").string()
        streamID = try json.member("stream_id").string()
        messageSequence = try json.member("msg_seq").integer()
        fragmentSequence = try json.optional("frag_seq")?.integer() ?? 0
        flags = try json.optional("flags")?.flags() ?? []
        qos = (try json.optional("qos")?.string()).map(ATPQoS.init(decoding:)) ?? .silver
        ttl = try json.member("ttl").integer()
        window = try ATPWindow(json: json.member("window"))
        meta =
            try json.optional("meta").map { meta throws(JSONShapeError) in try ATPMetadata(json: meta) }
            ?? ATPMetadata()
        payload = try ATPPayload(json: json.member("payload"))
        signature = try json.optional("sig")?.string()
        checksum = try json.optional("checksum")?.string()
        keyID = try json.optional("kid")?.string()
        nonce = try json.optional("nonce")?.string()
        extras = try json.members(except: Self.names)
    }

    /// The document, strictly as schema 1.1 has it.
    ///
    /// - Throws: `invalidFrame` with the path of a field that is out of its range.
    public func encodedJSON() throws(WireError) -> JSONObject {
        let flags = flags.map(\.rawValue)
        guard flags.count <= ATPFlags.largestCount, !flags.contains("") else {
            throw .field(
                .invalidFrame, path: "/flags", expected: "up to \(ATPFlags.largestCount) texts, none empty",
                found: "\(flags.count), \(flags.contains("") ? "one" : "none") empty")
        }
        var object: JSONObject = [
            "v": 1, "session_id": .string(sessionID), "stream_id": .string(streamID),
            "msg_seq": .int(messageSequence), "frag_seq": .int(fragmentSequence),
            "flags": .strings(flags), "qos": .string(qos.rawValue), "ttl": .int(ttl),
            "window": try window.checkedJSON(), "meta": meta.json, "payload": try payload.checkedJSON(),
        ]
        object["sig"] = signature.map(JSONValue.string)
        object["checksum"] = checksum.map(JSONValue.string)
        object["kid"] = keyID.map(JSONValue.string)
        object["nonce"] = nonce.map(JSONValue.string)
        return object.adding(extras, except: Self.names)
    }
}

extension JSONReader {
    fileprivate func flags() throws(JSONShapeError) -> ATPFlags {
        guard let flags = ATPFlags(decoding: try strings()) else {
            throw mismatch("up to \(ATPFlags.largestCount) texts, none empty, and not both MORE and LAST")
        }
        return flags
    }
}
