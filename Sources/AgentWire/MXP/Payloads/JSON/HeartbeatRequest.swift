public import AgentPrimitives

extension MXPPayload.JSON {
    /// Tells a registry that an agent is alive (type `AgentHeartbeat`).
    ///
    /// With the flag ``MXPMessage/Flags/final`` the same document means that the agent leaves.
    public struct HeartbeatRequest: MXPJSONPayloadCoding, Hashable {
        /// The agent that is alive, or leaves.
        public var agentID: AgentID

        /// Names the agent.
        public init(agentID: AgentID) {
            self.agentID = agentID
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            agentID = try json.member("agent_id").agentID()
        }

        /// The document.
        public var json: JSONValue { ["agent_id": .string(agentID.description)] }
    }
}
