extension MemoryProvenance: JSONRepresentable {
    /// An object with the members agent, sequence, session, source, sources and tool, each where it is known.
    public var json: JSONValue {
        var object: JSONObject = [:]
        object["agent"] = agent.map { .string($0.description) }
        object["sequence"] = sequence.map { .int($0) }
        object["session"] = session.map { .string($0.rawValue) }
        object["source"] = source.map { .string($0) }
        if !sources.isEmpty { object["sources"] = .array(sources.map(\.json)) }
        object["tool"] = tool.map { .string($0) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        var agent: AgentID?
        if let member = try json.optional("agent") {
            agent = AgentID(try member.string())
            if agent == nil { throw member.mismatch("a UUID") }
        }
        var sequence: UInt64?
        if let member = try json.optional("sequence") {
            sequence = UInt64(exactly: try member.int())
            if sequence == nil { throw member.mismatch("a number from 0 on") }
        }
        var session: SessionID?
        if let member = try json.optional("session") {
            session = SessionID(rawValue: try member.string())
            if session == nil { throw member.mismatch("the name of a session") }
        }
        self.init(
            agent: agent, session: session, sequence: sequence, tool: try json.optional("tool")?.string(),
            source: try json.optional("source")?.string(),
            sources: try json.optional("sources")?.list(of: MemorySource.self) ?? [])
    }
}

extension MemorySource: JSONRepresentable {
    /// `{"digest":HEX,"id":TEXT}`.
    public var json: JSONValue { ["digest": .string(digest.description), "id": .string(id)] }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        let member = try json.member("digest")
        guard let digest = SHA256Digest(hexadecimal: try member.string()) else {
            throw member.mismatch("64 hexadecimal digits")
        }
        self.init(id: try json.member("id").string(), digest: digest)
    }
}
