public import AgentPrimitives

extension MXPPayload.JSON {
    /// What a registry answers to a ``HeartbeatRequest`` (type `Response`).
    public struct HeartbeatReply: MXPJSONPayloadCoding, Hashable {
        /// Whether the registry took it.
        public var success: Bool
        /// Whether the registry does not know the agent, so that it must register again.
        public var needsRegister: Bool
        /// The agent that asked.
        public var agentID: AgentID
        /// The registry's time.
        public var timestamp: Timestamp
        /// What the registry has to say about it.
        public var message: String?

        /// Describes an answer.
        public init(
            success: Bool, needsRegister: Bool, agentID: AgentID, timestamp: Timestamp, message: String? = nil
        ) {
            self.success = success
            self.needsRegister = needsRegister
            self.agentID = agentID
            self.timestamp = timestamp
            self.message = message
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            success = try json.member("success").bool()
            needsRegister = try json.member("needs_register").bool()
            agentID = try json.member("agent_id").agentID()
            timestamp = try json.member("timestamp").timestamp()
            message = try json.optional("message")?.string()
        }

        /// The document.
        public var json: JSONValue {
            var object: JSONObject = [
                "success": .bool(success), "needs_register": .bool(needsRegister),
                "agent_id": .string(agentID.description), "timestamp": .string(timestamp.description),
            ]
            object["message"] = message.map(JSONValue.string)
            return .object(object)
        }
    }
}
