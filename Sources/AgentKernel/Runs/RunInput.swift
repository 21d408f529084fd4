public import AgentPrimitives

/// What starts a turn.
public struct RunInput: Hashable, Sendable {
    /// The new messages; the last one is the question.
    public var messages: [Message]
    /// What the agent remembers of earlier sessions that bears on the question.
    public var recalled: [String]
    /// Tools that run before the model is asked.
    public var tools: [ToolCall]
    /// The largest answer in tokens; `nil` for the session's own limit.
    public var maximumOutputTokens: Int?
    /// Sampling temperature; `nil` leaves it to the model.
    public var temperature: Double?
    /// What the turn may spend.
    public var budget: Budget
    /// The turn's name.
    public var task: TaskID
    /// The request that the turn answers.
    public var message: MessageID
    /// The request's trace.
    public var trace: TraceID

    /// Describes a turn.
    public init(
        messages: [Message], recalled: [String] = [], tools: [ToolCall] = [], maximumOutputTokens: Int? = nil,
        temperature: Double? = nil, budget: Budget = .unlimited, task: TaskID, message: MessageID, trace: TraceID
    ) {
        self.messages = messages
        self.recalled = recalled
        self.tools = tools
        self.maximumOutputTokens = maximumOutputTokens
        self.temperature = temperature
        self.budget = budget
        self.task = task
        self.message = message
        self.trace = trace
    }
}

extension RunInput: JSONRepresentable {
    /// An object with the members budget, max_output_tokens (if set), message_id, messages, recalled, task, temperature (if
    /// set), tools and trace_id; 64-bit numbers as text.
    public var json: JSONValue {
        var object: JSONObject = [
            "budget": budget.json, "message_id": .string(message.description),
            "messages": .array(messages.map(\.json)), "recalled": .array(recalled.map(JSONValue.string)),
            "task": .string(task.rawValue), "tools": .array(tools.map(\.json)),
            "trace_id": .string(trace.description),
        ]
        if let maximumOutputTokens { object["max_output_tokens"] = .int(maximumOutputTokens) }
        if let temperature, let number = JSONNumber(temperature) { object["temperature"] = .number(number) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            messages: try json.member("messages").list(of: Message.self),
            recalled: try json.member("recalled").strings(), tools: try json.member("tools").list(of: ToolCall.self),
            maximumOutputTokens: try json.optional("max_output_tokens")?.count(),
            temperature: try json.optional("temperature")?.double(), budget: try Budget(json: json.member("budget")),
            task: try json.member("task").choice(TaskID.self),
            message: MessageID(rawValue: try json.member("message_id").uint64Text()),
            trace: TraceID(rawValue: try json.member("trace_id").uint64Text()))
    }
}
