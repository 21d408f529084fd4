/// What an MXP message is for (MXP 0.2.0, header offset 4).
///
/// The specification sets 0x80 to 0xEF aside for custom types, yet the reference decoder refuses them; so does this one.
public enum MXPMessageType: UInt8, Hashable, Sendable, CaseIterable {
    /// An agent joins a registry.
    case agentRegister = 0x01
    /// Asks a registry for agents with a capability.
    case agentDiscover = 0x02
    /// An agent is alive; with the FINAL flag it leaves.
    case agentHeartbeat = 0x03
    /// Asks an agent to do something.
    case call = 0x10
    /// Answers a request, under the request's message identifier.
    case response = 0x11
    /// Tells of something; no answer is expected.
    case event = 0x12
    /// Starts a streamed answer.
    case streamOpen = 0x20
    /// One piece of a streamed answer.
    case streamChunk = 0x21
    /// Ends a streamed answer.
    case streamClose = 0x22
    /// Confirms receipt.
    case ack = 0xF0
    /// Answers a request that failed.
    case error = 0xF1

    /// The type of the given name, such as `AgentRegister`; `nil` for any other text.
    public init?(name: String) {
        guard let type = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = type
    }

    /// The name in the specification, such as `AgentRegister`.
    public var name: String {
        switch self {
        case .agentRegister: "AgentRegister"
        case .agentDiscover: "AgentDiscover"
        case .agentHeartbeat: "AgentHeartbeat"
        case .call: "Call"
        case .response: "Response"
        case .event: "Event"
        case .streamOpen: "StreamOpen"
        case .streamChunk: "StreamChunk"
        case .streamClose: "StreamClose"
        case .ack: "Ack"
        case .error: "Error"
        }
    }

    /// Whether the sender waits for an answer.
    public var requiresResponse: Bool {
        switch self {
        case .call, .agentRegister, .agentDiscover: true
        default: false
        }
    }

    /// Whether the message answers another one, whose identifier it echoes.
    public var isResponse: Bool {
        switch self {
        case .response, .ack, .error: true
        default: false
        }
    }
}

extension MXPMessageType: CustomStringConvertible {
    /// The name in the specification.
    public var description: String { name }
}
