package import AgentPrimitives

/// What a session's driver needs of the world outside.
package struct SessionServices: Sendable {
    /// Answers model requests.
    package var model: any ModelClient
    /// Runs tools behind the gate.
    package var tools: any ToolInvoking
    /// Decides whether a model may be asked and what may be remembered.
    package var policy: any PolicyEvaluating
    /// Keeps what was asked and answered; `nil` to keep nothing.
    package var memory: (any MemoryStore)?
    /// Stamps events.
    package var time: any TimeSource

    package init(
        model: any ModelClient, tools: any ToolInvoking, policy: any PolicyEvaluating,
        memory: (any MemoryStore)? = nil, time: any TimeSource = SystemTimeSource()
    ) {
        self.model = model
        self.tools = tools
        self.policy = policy
        self.memory = memory
        self.time = time
    }
}
