public import AgentPrimitives

/// How far one turn may go.
public struct RunLimits: Hashable, Sendable {
    /// Model calls in one turn.
    public var maximumSteps = 12
    /// Tool calls that run at once.
    public var parallelToolCalls = 4
    /// Tokens of one model request: instructions, tools and messages.
    public var contextTokens = 32_768
    /// Tokens of one answer.
    public var maximumOutputTokens = 1024

    /// The defaults.
    public init() {}
}

extension RunLimits: JSONRepresentable {
    /// An object with one member for each limit.
    public var json: JSONValue {
        [
            "context_tokens": .int(contextTokens), "max_output_tokens": .int(maximumOutputTokens),
            "max_steps": .int(maximumSteps), "parallel_tool_calls": .int(parallelToolCalls),
        ]
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        maximumSteps = try json.member("max_steps").count(upTo: .max)
        parallelToolCalls = try json.member("parallel_tool_calls").count(upTo: .max)
        contextTokens = try json.member("context_tokens").count()
        maximumOutputTokens = try json.member("max_output_tokens").count()
    }
}
