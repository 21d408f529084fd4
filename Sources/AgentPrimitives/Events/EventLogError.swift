/// A failure of an event log.
public struct EventLogError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public var code: Code
    /// What was expected, what was found, and what to do.
    public var message: String
    /// The event at fault, if one is.
    public var sequence: UInt64?
    /// What the store itself said.
    public var underlying: (any Error)?

    /// Describes a failure.
    public init(_ code: Code, _ message: String, sequence: UInt64? = nil, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.sequence = sequence
        self.underlying = underlying
    }

    /// The message, led by the code.
    public var description: String { "\(code): \(message)" }
}

extension EventLogError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case conflict, corrupt, storage, full, readOnly, notFound, invalid, closed, wrongKey
        }

        private let value: Value

        /// Somebody else appended first.
        public static let conflict = Code(value: .conflict)
        /// What is stored is damaged.
        public static let corrupt = Code(value: .corrupt)
        /// The store cannot be opened, read or written.
        public static let storage = Code(value: .storage)
        /// There is no room left.
        public static let full = Code(value: .full)
        /// The store may not be written.
        public static let readOnly = Code(value: .readOnly)
        /// There is no such session.
        public static let notFound = Code(value: .notFound)
        /// The caller's request makes no sense.
        public static let invalid = Code(value: .invalid)
        /// The log was shut down.
        public static let closed = Code(value: .closed)
        /// What is stored is encrypted, and the key for it is missing or another one.
        public static let wrongKey = Code(value: .wrongKey)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
