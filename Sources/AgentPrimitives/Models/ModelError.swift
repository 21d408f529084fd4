/// A model call that failed.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public var code: Code
    /// What was expected, what was found, and what to do.
    public var message: String
    /// When the upstream will take the next call, if it said so.
    public var retryAfter: Duration?
    /// The upstream's HTTP status, if it answered at all.
    public var status: Int?

    /// Describes a failure.
    public init(_ code: Code, _ message: String, retryAfter: Duration? = nil, status: Int? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
        self.status = status
    }

    /// The message, led by the code.
    public var description: String { "\(code): \(message)" }
}

extension ModelError {
    /// The kind of a failed model call.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case unknownModel, invalidRequest, authentication, rateLimited, overloaded, unreachable, timedOut
            case malformedResponse, upstreamFailed, windowExceeded, cancelled
        }

        private let value: Value

        /// No model of that name is configured.
        public static let unknownModel = Code(value: .unknownModel)
        /// The upstream refused the request as it stands.
        public static let invalidRequest = Code(value: .invalidRequest)
        /// The key is missing or was refused.
        public static let authentication = Code(value: .authentication)
        /// The upstream asks to slow down.
        public static let rateLimited = Code(value: .rateLimited)
        /// The upstream has no capacity now.
        public static let overloaded = Code(value: .overloaded)
        /// No connection could be made.
        public static let unreachable = Code(value: .unreachable)
        /// A phase of the call took too long.
        public static let timedOut = Code(value: .timedOut)
        /// The answer broke its format or ended before it was complete.
        public static let malformedResponse = Code(value: .malformedResponse)
        /// The upstream failed in another way.
        public static let upstreamFailed = Code(value: .upstreamFailed)
        /// The session's window has no room for the call.
        public static let windowExceeded = Code(value: .windowExceeded)
        /// The caller gave up.
        public static let cancelled = Code(value: .cancelled)

        /// The code of that name; `nil` for a name that this release does not know.
        public init?(name: String) {
            guard let value = Value(rawValue: name) else { return nil }
            self.value = value
        }

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
