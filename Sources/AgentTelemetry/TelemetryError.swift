/// A failure to record what happened.
public struct TelemetryError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public var code: Code
    /// What was expected, what was found, and what to do.
    public var message: String
    /// The error that caused this one, such as an `EventLogError`.
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

extension TelemetryError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case invalidPayload, invalidRecording, logFailed, stopped
        }

        private let value: Value

        /// A payload has no canonical JSON; nothing was recorded, recording goes on.
        public static let invalidPayload = Code(value: .invalidPayload)
        /// A recording's file cannot be read.
        public static let invalidRecording = Code(value: .invalidRecording)
        /// The log refused or failed; the recorder stops.
        public static let logFailed = Code(value: .logFailed)
        /// The recorder stopped at an earlier failure.
        public static let stopped = Code(value: .stopped)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
