public import AgentPrimitives

/// A failure of an agent's memory.
public struct MemoryError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public var code: Code
    /// What was expected, what was found, and what to do.
    public var message: String
    /// The policy's answer, when it was the policy that refused.
    public var decision: PolicyDecision?
    /// The error that caused this one.
    public var underlying: (any Error)?

    /// Describes a failure.
    public init(
        _ code: Code, _ message: String, decision: PolicyDecision? = nil, underlying: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.decision = decision
        self.underlying = underlying
    }

    /// The message, led by the code.
    public var description: String { "\(code): \(message)" }
}

extension MemoryError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case denied, escalated, invalid, conflict, embedding, summary, storage, corrupt, full, readOnly, transport
            case closed
        }

        private let value: Value

        /// The policy forbids it, or could not be asked.
        public static let denied = Code(value: .denied)
        /// A person must approve it first.
        public static let escalated = Code(value: .escalated)
        /// The record or vector breaks a rule: too large, of the wrong dimension, or not made of numbers.
        public static let invalid = Code(value: .invalid)
        /// What a change started from is no longer so.
        public static let conflict = Code(value: .conflict)
        /// No vector could be made of a text.
        public static let embedding = Code(value: .embedding)
        /// No summary could be made of records.
        public static let summary = Code(value: .summary)
        /// The journal cannot be opened, read or written.
        public static let storage = Code(value: .storage)
        /// What is stored is damaged.
        public static let corrupt = Code(value: .corrupt)
        /// There is no room left.
        public static let full = Code(value: .full)
        /// The journal may not be written.
        public static let readOnly = Code(value: .readOnly)
        /// A stream of records broke off or broke its rules.
        public static let transport = Code(value: .transport)
        /// The memory was shut down.
        public static let closed = Code(value: .closed)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
