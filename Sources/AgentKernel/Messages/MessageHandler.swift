public import AgentWire

/// What an agent does with messages: one method for each MXP message type.
///
/// Each method has a default that refuses the message; the sender of a request then gets an Error message. Methods run
/// concurrently, within the scheduler's limits.
public protocol MessageHandler: Sendable {
    /// Somebody registers an agent.
    func handleAgentRegister(
        _ request: MXPPayload.JSON.RegisterRequest, _ context: MessageContext
    ) async throws
    /// Somebody looks for agents with a capability.
    func handleAgentDiscover(
        _ request: MXPPayload.JSON.DiscoverRequest, _ context: MessageContext
    ) async throws
    /// Somebody says or asks whether an agent is alive; with the FINAL flag, that it leaves.
    func handleAgentHeartbeat(
        _ request: MXPPayload.JSON.HeartbeatRequest, _ context: MessageContext
    ) async throws
    /// Somebody asks the agent to do something.
    func handleCall(_ call: MXPPayload.JSON.Call, _ context: MessageContext) async throws
    /// An answer to something this agent asked.
    func handleResponse(_ context: MessageContext) async throws
    /// Something happened elsewhere; no answer is due.
    func handleEvent(_ context: MessageContext) async throws
    /// A stream towards this agent begins.
    func handleStreamOpen(_ context: MessageContext) async throws
    /// The next piece of a stream towards this agent.
    func handleStreamChunk(_ context: MessageContext) async throws
    /// A stream ends: one towards this agent, or the caller gives up the request of the same message identifier.
    func handleStreamClose(_ context: MessageContext) async throws
    /// A message of this agent's arrived.
    func handleAck(_ context: MessageContext) async throws
    /// A request of this agent's failed.
    func handleError(_ report: MXPPayload.JSON.ErrorReport, _ context: MessageContext) async throws
}

extension MessageHandler {
    /// Refuses the message.
    public func handleAgentRegister(
        _ request: MXPPayload.JSON.RegisterRequest, _ context: MessageContext
    ) async throws {
        throw KernelError.unsupported(context)
    }

    /// Refuses the message.
    public func handleAgentDiscover(
        _ request: MXPPayload.JSON.DiscoverRequest, _ context: MessageContext
    ) async throws {
        throw KernelError.unsupported(context)
    }

    /// Refuses the message.
    public func handleAgentHeartbeat(
        _ request: MXPPayload.JSON.HeartbeatRequest, _ context: MessageContext
    ) async throws {
        throw KernelError.unsupported(context)
    }

    /// Refuses the message.
    public func handleCall(_ call: MXPPayload.JSON.Call, _ context: MessageContext) async throws {
        throw KernelError.unsupported(context)
    }

    /// Refuses the message.
    public func handleResponse(_ context: MessageContext) async throws { throw KernelError.unsupported(context) }
    /// Refuses the message.
    public func handleEvent(_ context: MessageContext) async throws { throw KernelError.unsupported(context) }
    /// Refuses the message.
    public func handleStreamOpen(_ context: MessageContext) async throws { throw KernelError.unsupported(context) }
    /// Refuses the message.
    public func handleStreamChunk(_ context: MessageContext) async throws { throw KernelError.unsupported(context) }
    /// Refuses the message.
    public func handleStreamClose(_ context: MessageContext) async throws { throw KernelError.unsupported(context) }
    /// Refuses the message.
    public func handleAck(_ context: MessageContext) async throws { throw KernelError.unsupported(context) }
    /// Refuses the message.
    public func handleError(_ report: MXPPayload.JSON.ErrorReport, _ context: MessageContext) async throws {
        throw KernelError.unsupported(context)
    }

    /// Decodes the payload and calls the method of the message's type.
    func handle(_ context: MessageContext) async throws {
        let message = context.message
        switch message.type {
        case .agentRegister: try await handleAgentRegister(try message.decodePayload(), context)
        case .agentDiscover: try await handleAgentDiscover(try message.decodePayload(), context)
        case .agentHeartbeat: try await handleAgentHeartbeat(try message.decodePayload(), context)
        case .call: try await handleCall(try message.decodePayload(), context)
        case .response: try await handleResponse(context)
        case .event: try await handleEvent(context)
        case .streamOpen: try await handleStreamOpen(context)
        case .streamChunk: try await handleStreamChunk(context)
        case .streamClose: try await handleStreamClose(context)
        case .ack: try await handleAck(context)
        case .error: try await handleError(try message.decodePayload(), context)
        }
    }
}

extension KernelError {
    fileprivate static func unsupported(_ context: MessageContext) -> KernelError {
        KernelError(
            .unsupportedMessage, "This agent has no handler for \(context.message.type.name) messages.")
    }
}
