/// A failure of the kernel.
public struct KernelError: Error, Sendable, CustomStringConvertible {
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

extension KernelError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case invalidTransition, notActive, queueFull, closed, invalidGraph, invalidSession, sessionBusy
            case unsupportedMessage, invalidMessage, hookFailed
        }

        private let value: Value

        /// The lifecycle has no such step from where it stands.
        public static let invalidTransition = Code(value: .invalidTransition)
        /// The agent takes no messages now.
        public static let notActive = Code(value: .notActive)
        /// Too much work waits already.
        public static let queueFull = Code(value: .queueFull)
        /// The scheduler was closed.
        public static let closed = Code(value: .closed)
        /// A task graph has a cycle, an unknown dependency or a repeated step.
        public static let invalidGraph = Code(value: .invalidGraph)
        /// A session's log does not make sense to this release.
        public static let invalidSession = Code(value: .invalidSession)
        /// The session runs a turn already.
        public static let sessionBusy = Code(value: .sessionBusy)
        /// The agent has no handler for this type of message.
        public static let unsupportedMessage = Code(value: .unsupportedMessage)
        /// A message's payload is broken.
        public static let invalidMessage = Code(value: .invalidMessage)
        /// A hook of the developer's threw.
        public static let hookFailed = Code(value: .hookFailed)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
