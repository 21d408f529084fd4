public import AgentPrimitives

extension MXPPayload.JSON {
    /// What a registry knows about an agent.
    public struct AgentRecord: JSONRepresentable, Hashable {
        /// Whether a registry still hears from an agent.
        public enum Status: String, Hashable, Sendable, CaseIterable {
            /// Heartbeats arrive.
            case online = "Online"
            /// Heartbeats stopped.
            case offline = "Offline"
            /// Heartbeats arrive, with trouble.
            case degraded = "Degraded"
        }

        /// The agent.
        public var id: AgentID
        /// Its name.
        public var name: String
        /// The version of its program.
        public var version: String
        /// What it is for.
        public var description: String?
        /// What it can do.
        public var capabilities: [String]
        /// Labels; empty for none.
        public var tags: [String]
        /// Where it listens, as `ip:port`.
        public var address: String
        /// Whether the registry still hears from it.
        public var status: Status
        /// When it was last heard from.
        public var lastHeartbeat: Timestamp
        /// When it joined.
        public var registeredAt: Timestamp

        /// Describes an agent.
        public init(
            id: AgentID, name: String, version: String, description: String? = nil, capabilities: [String],
            tags: [String] = [], address: String, status: Status, lastHeartbeat: Timestamp, registeredAt: Timestamp
        ) {
            self.id = id
            self.name = name
            self.version = version
            self.description = description
            self.capabilities = capabilities
            self.tags = tags
            self.address = address
            self.status = status
            self.lastHeartbeat = lastHeartbeat
            self.registeredAt = registeredAt
        }

        /// Reads the form that ``json`` gives.
        public init(json: JSONReader) throws(JSONShapeError) {
            id = try json.member("id").agentID()
            name = try json.member("name").string()
            version = try json.member("version").string()
            description = try json.optional("description")?.string()
            capabilities = try json.member("capabilities").strings()
            tags = try json.optional("tags")?.strings() ?? []
            address = try json.member("address").string()
            status = try json.member("status").choice(Status.self)
            lastHeartbeat = try json.member("last_heartbeat").timestamp()
            registeredAt = try json.member("registered_at").timestamp()
        }

        /// One agent of a registry's answer.
        public var json: JSONValue {
            var object: JSONObject = [
                "id": .string(id.description), "name": .string(name), "version": .string(version),
            ]
            object["description"] = description.map(JSONValue.string)
            object["capabilities"] = .strings(capabilities)
            object["tags"] = tags.isEmpty ? nil : .strings(tags)
            object["address"] = .string(address)
            object["status"] = .string(status.rawValue)
            object["last_heartbeat"] = .string(lastHeartbeat.description)
            object["registered_at"] = .string(registeredAt.description)
            return .object(object)
        }
    }
}
