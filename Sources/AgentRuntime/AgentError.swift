/// A failure to build or to reach an agent; how a turn ends is never one, see ``AgentReply``.
public struct AgentError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public var code: Code
    /// What was expected, what was found, and what to do.
    public var message: String
    /// The failure that caused this one.
    public var underlying: (any Error)?

    /// Describes a failure.
    public init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.underlying = underlying
    }

    /// The message, led by the code.
    public var description: String { "\(code): \(message)" }
}

extension AgentError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case workspace, model, unknownSession, refused, closed
        }

        private let value: Value

        /// The workspace is missing or not a folder.
        public static let workspace = Code(value: .workspace)
        /// The model cannot be used.
        public static let model = Code(value: .model)
        /// There is no session of that name.
        public static let unknownSession = Code(value: .unknownSession)
        /// The agent refused the request.
        public static let refused = Code(value: .refused)
        /// The agent ended before it answered.
        public static let closed = Code(value: .closed)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
