public import AgentPrimitives

extension MXPPayload.JSON {
    /// What a registry answers to a ``RegisterRequest`` (type `Response`).
    public struct RegisterReply: MXPJSONPayloadCoding, Hashable {
        /// Whether the agent is registered now.
        public var success: Bool
        /// The agent that asked.
        public var agentID: AgentID
        /// What the registry has to say about it.
        public var message: String

        /// Describes an answer.
        public init(success: Bool, agentID: AgentID, message: String) {
            self.success = success
            self.agentID = agentID
            self.message = message
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            success = try json.member("success").bool()
            agentID = try json.member("agent_id").agentID()
            message = try json.member("message").string()
        }

        /// The document.
        public var json: JSONValue {
            ["success": .bool(success), "agent_id": .string(agentID.description), "message": .string(message)]
        }
    }
}
