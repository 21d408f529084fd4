extension AgentManifest: JSONRepresentable {
    /// An object with the members capabilities, id, name, summary, tags and version.
    public var json: JSONValue {
        [
            "capabilities": capabilities.json, "id": .string(id.description), "name": .string(name),
            "summary": .string(summary), "tags": .array(tags.map(JSONValue.string)), "version": .string(version),
        ]
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        let idMember = try json.member("id")
        guard let id = AgentID(try idMember.string()) else { throw idMember.mismatch("a UUID") }
        self.init(
            id: id, name: try json.member("name").string(), version: try json.member("version").string(),
            summary: try json.member("summary").string(),
            capabilities: try CapabilitySet(json: json.member("capabilities")),
            tags: try json.member("tags").strings())
    }
}
