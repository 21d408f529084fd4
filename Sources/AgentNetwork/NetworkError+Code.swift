extension NetworkError {
    /// A kind of failure; later releases may add more.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case connectionRefused, unreachable, timedOut, resolveFailed, addressInUse
            case tlsVerificationFailed, tlsFailed
            case connectionClosed, truncated, proxyRefused, redirectRefused
            case invalidURL, invalidRequest, invalidResponse, protocolViolation
            case limitExceeded, cancelled, shutDown, invalidUse, system
        }

        private let kind: Kind

        private init(_ kind: Kind) {
            self.kind = kind
        }

        /// The code's name, the same as that of the static member.
        public var description: String { kind.rawValue }

        /// Nothing listens at the address.
        public static let connectionRefused = Code(.connectionRefused)
        /// No route to the address.
        public static let unreachable = Code(.unreachable)
        /// A time limit ran out; ``NetworkError/phase`` says which.
        public static let timedOut = Code(.timedOut)
        /// The name has no address, or the resolver did not answer.
        public static let resolveFailed = Code(.resolveFailed)
        /// Another listener has the port or the path.
        public static let addressInUse = Code(.addressInUse)
        /// The peer's certificate is not acceptable: unknown issuer, wrong name, expired.
        public static let tlsVerificationFailed = Code(.tlsVerificationFailed)
        /// TLS could not be agreed on, or broke later.
        public static let tlsFailed = Code(.tlsFailed)
        /// The connection is closed or was reset.
        public static let connectionClosed = Code(.connectionClosed)
        /// The peer ended the stream before the message was complete.
        public static let truncated = Code(.truncated)
        /// A proxy opened no tunnel to the server; ``NetworkError/underlying`` has its status code.
        public static let proxyRefused = Code(.proxyRefused)
        /// A redirect leads where it may not be followed: to another scheme, away from TLS, or nowhere.
        public static let redirectRefused = Code(.redirectRefused)
        /// The text is not a URL that can be used here.
        public static let invalidURL = Code(.invalidURL)
        /// The request, or the way it is used, breaks the rules of the protocol.
        public static let invalidRequest = Code(.invalidRequest)
        /// The peer's answer breaks the rules of the protocol.
        public static let invalidResponse = Code(.invalidResponse)
        /// The peer breaks the rules of the protocol after it was agreed on, as with a wrong WebSocket frame.
        public static let protocolViolation = Code(.protocolViolation)
        /// A size or count limit was passed.
        public static let limitExceeded = Code(.limitExceeded)
        /// The task was cancelled; the connection it used is closed.
        public static let cancelled = Code(.cancelled)
        /// The client or its event loop was shut down.
        public static let shutDown = Code(.shutDown)
        /// An object was used in a way its documentation rules out, such as two tasks reading from one connection.
        public static let invalidUse = Code(.invalidUse)
        /// The operating system refused a call; ``NetworkError/underlying`` has the number.
        public static let system = Code(.system)
    }
}
