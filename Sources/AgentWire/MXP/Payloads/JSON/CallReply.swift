public import AgentPrimitives

extension MXPPayload.JSON {
    /// What this SDK answers to a ``Call`` that asked for no stream (type `Response`).
    ///
    /// The reference never answers a call, so the document is this SDK's own: `response`, `tool_results` (each `call_id`,
    /// `name`, `content`, `is_error`), `session` and `usage`.
    public struct CallReply: MXPJSONPayloadCoding, Hashable {
        /// The answer.
        public var response: String
        /// The tools that ran, in the order in which they were called.
        public var toolResults: [ToolResult]
        /// The session that recorded the turn.
        public var session: SessionID
        /// The tokens that the turn used.
        public var usage: Usage

        /// Describes an answer.
        public init(response: String, toolResults: [ToolResult] = [], session: SessionID, usage: Usage) {
            self.response = response
            self.toolResults = toolResults
            self.session = session
            self.usage = usage
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            response = try json.member("response").string()
            toolResults = try json.optional("tool_results")?.list(of: ToolResult.self) ?? []
            session = SessionID(try json.member("session").string())
            usage = try Usage(json: json.member("usage"))
        }

        /// The document.
        public var json: JSONValue {
            [
                "response": .string(response), "tool_results": .array(toolResults.map(\.json)),
                "session": .string(session.rawValue), "usage": usage.json,
            ]
        }
    }
}
