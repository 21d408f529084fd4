public import AgentPrimitives

/// Where a setting's value came from; a later case overrides an earlier one.
public enum ConfigurationSource: Hashable, Sendable, CustomStringConvertible {
    /// The schema: nobody set it.
    case fallback
    /// A file, with the value's place in it; the line counts from 1.
    case file(path: String, pointer: JSONPointer, line: Int)
    /// An environment variable.
    case environment(variable: String)
    /// A flag of the command line.
    case flag(String)

    /// The source in words, such as `agent.json:4` or `flag --max-usd`.
    public var description: String {
        switch self {
        case .fallback: "default"
        case .file(let path, _, let line): "\(path):\(line)"
        case .environment(let variable): "environment variable \(variable)"
        case .flag(let flag): "flag \(flag)"
        }
    }
}
