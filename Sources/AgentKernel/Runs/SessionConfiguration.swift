public import AgentPrimitives

/// All that a session's runs depend on besides their input; recorded, so that a replay needs nothing else.
public struct SessionConfiguration: Hashable, Sendable {
    /// The agent that runs.
    public var agent: AgentManifest
    /// The model's configured name.
    public var model: String
    /// The kind of upstream that serves it, such as `builtin` or `openai-chat`.
    public var provider: String
    /// What the model's tokens cost; `nil` when that is unknown.
    public var prices: ModelPrices?
    /// The developer's standing instructions.
    public var instructions: String
    /// The tools offered to the model, in a stable order.
    public var tools: [ToolDescriptor]
    /// How far one turn may go.
    public var limits: RunLimits

    /// Describes a session.
    public init(
        agent: AgentManifest, model: String, provider: String, prices: ModelPrices? = nil, instructions: String = "",
        tools: [ToolDescriptor] = [], limits: RunLimits = RunLimits()
    ) {
        self.agent = agent
        self.model = model
        self.provider = provider
        self.prices = prices
        self.instructions = instructions
        self.tools = tools
        self.limits = limits
    }
}

extension SessionConfiguration: JSONRepresentable {
    /// An object with the members agent, instructions, limits, model, prices (if known), provider and tools.
    public var json: JSONValue {
        var object: JSONObject = [
            "agent": agent.json, "instructions": .string(instructions), "limits": limits.json,
            "model": .string(model), "provider": .string(provider), "tools": .array(tools.map(\.json)),
        ]
        if let prices { object["prices"] = prices.json }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            agent: try AgentManifest(json: json.member("agent")), model: try json.member("model").string(),
            provider: try json.member("provider").string(),
            prices: try json.optional("prices").map { prices throws(JSONShapeError) in try ModelPrices(json: prices) },
            instructions: try json.member("instructions").string(),
            tools: try json.member("tools").list(of: ToolDescriptor.self),
            limits: try RunLimits(json: json.member("limits")))
    }
}
