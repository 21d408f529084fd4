/// Where a memory record came from.
public enum MemoryChannel: Hashable, Sendable {
    /// What the agent was asked.
    case input
    /// What the agent answered.
    case output
    /// What a tool returned.
    case tool
    /// What the runtime noted.
    case system
    /// A channel of the developer's own.
    case custom(String)

    /// The channel's name; a custom one carries its own.
    public var name: String {
        switch self {
        case .input: "input"
        case .output: "output"
        case .tool: "tool"
        case .system: "system"
        case .custom(let name): name
        }
    }

    /// The channel of a name; names that are not built in make custom channels.
    public init(name: String) {
        switch name {
        case "input": self = .input
        case "output": self = .output
        case "tool": self = .tool
        case "system": self = .system
        default: self = .custom(name)
        }
    }
}
