public import AgentPrimitives

extension MXPPayload.JSON {
    /// What an agent sends to join a registry (type `AgentRegister`).
    public struct RegisterRequest: MXPJSONPayloadCoding, Hashable {
        /// The agent that joins.
        public var id: AgentID
        /// Its name.
        public var name: String
        /// What it can do.
        public var capabilities: [String]
        /// Where it listens, as `ip:port`; kept as text, since peers also send host names.
        public var address: String
        /// What else there is to say; the registry knows the keys `version`, `description` and `tags`.
        ///
        /// `tags` holds a JSON array as text; read and write it through ``tags``.
        public var metadata: [String: String]

        /// Describes an agent.
        public init(
            id: AgentID, name: String, capabilities: [String], address: String, metadata: [String: String] = [:]
        ) {
            self.id = id
            self.name = name
            self.capabilities = capabilities
            self.address = address
            self.metadata = metadata
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            id = try json.member("id").agentID()
            name = try json.member("name").string()
            capabilities = try json.member("capabilities").strings()
            address = try json.member("address").string()
            metadata = try json.optional("metadata")?.stringsByName() ?? [:]
        }

        /// The document; metadata in the order of its keys, so that equal requests have equal bytes.
        public var json: JSONValue {
            let metadata = metadata.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue.string($0.value)) }
            return [
                "id": .string(id.description), "name": .string(name), "capabilities": .strings(capabilities),
                "address": .string(address), "metadata": .object(JSONObject(metadata)),
            ]
        }

        /// The tags in the metadata; `nil` when there are none or they are no JSON array of texts.
        public var tags: [String]? {
            get {
                guard let text = metadata["tags"], let value = try? JSONValue(parsing: text) else { return nil }
                return try? JSONReader(value).strings()
            }
            set { metadata["tags"] = newValue.map { JSONValue.strings($0).text() } }
        }
    }
}
