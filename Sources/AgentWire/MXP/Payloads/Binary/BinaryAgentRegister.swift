public import AgentPrimitives

extension MXPPayload.Binary {
    /// An agent that joins: identifier 16 · name · capability count 16 bits · capabilities · endpoint 6.
    public struct AgentRegister: MXPPayloadCoding, Hashable {
        /// The agent that joins.
        public var agentID: AgentID
        /// Its name, at most 65,535 bytes.
        public var name: String
        /// What it can do; at most 65,535 texts of at most 65,535 bytes.
        public var capabilities: [String]
        /// Where it listens.
        public var endpoint: IPv4Endpoint

        /// Describes an agent.
        public init(agentID: AgentID, name: String, capabilities: [String], endpoint: IPv4Endpoint) {
            self.agentID = agentID
            self.name = name
            self.capabilities = capabilities
            self.endpoint = endpoint
        }

        /// Reads the layout.
        public init(decoding payload: ArraySlice<UInt8>) throws(WireError) {
            var reader = BinaryReader(payload)
            agentID = try reader.agentID("/agent_id")
            name = try reader.text("/name")
            capabilities = []
            for index in 0..<(try reader.integer(UInt16.self, "/capabilities")) {
                capabilities.append(try reader.text("/capabilities/\(index)"))
            }
            endpoint = IPv4Endpoint(
                octets: SIMD4(try reader.bytes(4, "/endpoint")),
                port: try reader.integer(UInt16.self, "/endpoint"))
            try reader.finish()
        }

        /// Writes the layout.
        public func encoded() throws(WireError) -> [UInt8] {
            var writer = BinaryWriter()
            writer.append(agentID.bytes)
            try writer.append(name, "/name")
            try writer.append(count: capabilities.count, "/capabilities")
            for (index, capability) in capabilities.enumerated() {
                try writer.append(capability, "/capabilities/\(index)")
            }
            writer.append((0..<4).map { endpoint.octets[$0] })
            writer.append(endpoint.port)
            return writer.bytes
        }
    }
}
