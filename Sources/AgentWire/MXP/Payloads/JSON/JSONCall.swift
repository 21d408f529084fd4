public import AgentPrimitives

extension MXPPayload.JSON {
    /// Asks an agent for an answer (type `Call`).
    ///
    /// This SDK adds `session`, `stream`, `budget` and `results`; other implementations ignore them and answer in their own way.
    public struct Call: MXPJSONPayloadCoding, Hashable {
        /// One turn of the conversation.
        public struct Turn: Hashable, Sendable {
            /// Who speaks.
            public var role: MessageRole
            /// What is said.
            public var content: String

            /// Describes a turn.
            public init(role: MessageRole, content: String) {
                self.role = role
                self.content = content
            }
        }

        /// A tool that the caller wants run before the model is asked.
        public struct ToolInput: Hashable, Sendable {
            /// The tool.
            public var name: String
            /// Its arguments, any JSON value.
            public var input: JSONValue

            /// Describes a tool's run.
            public init(name: String, input: JSONValue) {
                self.name = name
                self.input = input
            }
        }

        /// The conversation, oldest first; empty to resume the session's open turn (this SDK).
        public var messages: [Turn]
        /// Sampling temperature; `nil` leaves it to the agent.
        public var temperature: Double?
        /// The largest answer in tokens; `nil` leaves it to the agent.
        public var maxOutputTokens: Int?
        /// The tools to run first; empty for none.
        public var tools: [ToolInput]
        /// The recorded session that the call continues; `nil` starts a new one.
        public var session: SessionID?
        /// Whether the answer should come as a stream; without it the answer is one `Response`.
        public var stream: Bool
        /// What the turn may spend; `nil` for no limit of the caller's.
        public var budget: Budget?
        /// What a person states of tool calls whose outcome is unknown, when the session's open turn is resumed.
        public var results: [StatedResult]

        /// Describes a call.
        public init(
            messages: [Turn], temperature: Double? = nil, maxOutputTokens: Int? = nil, tools: [ToolInput] = [],
            session: SessionID? = nil, stream: Bool = false, budget: Budget? = nil, results: [StatedResult] = []
        ) {
            self.results = results
            self.messages = messages
            self.temperature = temperature
            self.maxOutputTokens = maxOutputTokens
            self.tools = tools
            self.session = session
            self.stream = stream
            self.budget = budget
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            messages = try json.member("messages").list(of: Turn.self)
            temperature = try json.optional("temperature")?.double()
            maxOutputTokens = try json.optional("max_output_tokens")?.integer(in: 0...Int.max)
            tools = try json.optional("tools")?.list(of: ToolInput.self) ?? []
            session = (try json.optional("session")?.string()).map { SessionID($0) }
            stream = try json.optional("stream")?.bool() ?? false
            budget = try json.optional("budget").map { budget throws(JSONShapeError) in try Budget(json: budget) }
            results = try json.optional("results")?.list(of: StatedResult.self) ?? []
        }

        /// The document.
        public var json: JSONValue {
            var object: JSONObject = [:]
            object["messages"] = .array(messages.map(\.json))
            object["temperature"] = temperature.flatMap(JSONNumber.init).map(JSONValue.number)
            object["max_output_tokens"] = maxOutputTokens.map { .int($0) }
            object["tools"] = tools.isEmpty ? nil : .array(tools.map(\.json))
            object["session"] = (session?.rawValue).map(JSONValue.string)
            object["stream"] = stream ? true : nil
            object["budget"] = budget?.json
            object["results"] = results.isEmpty ? nil : .array(results.map(\.json))
            return .object(object)
        }
    }
}

extension MXPPayload.JSON.Call.Turn: JSONRepresentable {
    /// `{"role":TEXT,"content":TEXT}`.
    public var json: JSONValue { ["role": .string(role.rawValue), "content": .string(content)] }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            role: try json.member("role").choice(MessageRole.self), content: try json.member("content").string())
    }
}

extension MXPPayload.JSON.Call.ToolInput: JSONRepresentable {
    /// `{"name":TEXT,"input":ANY}`.
    public var json: JSONValue { ["name": .string(name), "input": input] }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(name: try json.member("name").string(), input: try json.member("input").value)
    }
}
