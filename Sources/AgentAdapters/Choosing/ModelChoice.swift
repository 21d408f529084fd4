/// Which model was chosen, and why.
public struct ModelChoice: Sendable {
    /// Where a choice came from.
    public enum Origin: String, Hashable, Sendable {
        /// The configuration.
        case configuration
        /// A key in the environment.
        case environmentKey
        /// A server on this machine.
        case localServer
        /// Nothing else was there.
        case builtin
    }

    /// Where the choice came from.
    public var origin: Origin
    /// The name to ask for.
    public var name: String
    /// What to register under that name first; `nil` when it is registered anyway.
    public var definition: ModelDefinition?
    /// Why, as the end of a sentence that begins "because".
    public var reason: String

    /// Describes a choice.
    public init(origin: Origin, name: String, definition: ModelDefinition? = nil, reason: String) {
        self.origin = origin
        self.name = name
        self.definition = definition
        self.reason = reason
    }

    /// The choice in one sentence.
    public var sentence: String { "Using the model \(name), because \(reason)." }
}
