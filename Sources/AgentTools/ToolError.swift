public import AgentPrimitives

/// A failure of a tool, of its arguments or of its registration.
///
/// What the gate decides, a refusal for example, is a `ToolOutcome` and not an error.
public struct ToolError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public var code: Code
    /// What was expected, what was found, and what to do.
    public var message: String
    /// The argument at fault, where one is.
    public var path: JSONPointer?
    /// The error that caused this one.
    public var underlying: (any Error)?

    /// Describes a failure.
    public init(_ code: Code, _ message: String, at path: JSONPointer? = nil, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.path = path
        self.underlying = underlying
    }

    /// The message, led by the path of the argument where there is one.
    public var description: String {
        guard let path, path != .root else { return message }
        return "\(path): \(message)"
    }
}
