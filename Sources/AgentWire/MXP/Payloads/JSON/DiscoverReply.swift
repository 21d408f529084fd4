public import AgentPrimitives

extension MXPPayload.JSON {
    /// What a registry answers to a ``DiscoverRequest`` (type `Response`).
    public struct DiscoverReply: MXPJSONPayloadCoding, Hashable {
        /// What was asked for.
        public var capability: String
        /// The agents that can do it.
        public var agents: [AgentRecord]
        /// How many agents the registry says there are.
        public var count: Int

        /// Describes an answer that lists every agent.
        public init(capability: String, agents: [AgentRecord]) {
            self.capability = capability
            self.agents = agents
            count = agents.count
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            capability = try json.member("capability").string()
            agents = try json.member("agents").list(of: AgentRecord.self)
            count = try json.member("count").integer(in: 0...Int.max)
        }

        /// The document.
        public var json: JSONValue {
            ["capability": .string(capability), "agents": .array(agents.map(\.json)), "count": .int(count)]
        }
    }
}
