/// What went wrong on the way to or from a peer, and what to do about it.
///
/// `code` is for programs, `message` for people: it names what was expected, what was found and what to try. Header values
/// and bodies never appear in it, so it may be logged.
public struct NetworkError: Error, Sendable, Equatable {
    /// The kind of failure.
    public let code: Code
    /// What was expected, what was found, and what to do.
    public let message: String
    /// The peer, where one was involved.
    public let endpoint: Endpoint?
    /// How far the exchange had come; for `timedOut` it says which limit ran out.
    public let phase: Phase?
    /// The operating system's or OpenSSL's own report.
    public let underlying: Cause?

    /// Creates an error.
    public init(
        _ code: Code,
        _ message: String,
        endpoint: Endpoint? = nil,
        phase: Phase? = nil,
        underlying: Cause? = nil
    ) {
        self.code = code
        self.message = message
        self.endpoint = endpoint
        self.phase = phase
        self.underlying = underlying
    }
}

extension NetworkError {
    /// The step of an exchange during which something failed.
    public enum Phase: String, Sendable {
        /// Turning a name into addresses.
        case resolve
        /// Waiting for a free place in a connection pool.
        case pool
        /// Opening the connection.
        case connect
        /// Asking a proxy for a tunnel to the server.
        case tunnel
        /// Agreeing on TLS.
        case tlsHandshake
        /// Starting to listen.
        case listen
        /// Sending bytes.
        case write
        /// Waiting for bytes.
        case read
        /// Waiting for the next request on a connection that is kept.
        case keepAlive
        /// Waiting for the head of a request.
        case requestHead
        /// Waiting for more of a request's content.
        case requestBody
        /// Waiting for the head of a response.
        case responseHead
        /// Waiting for more of a response's body.
        case responseBody
        /// The request as a whole, from the call to the end of the response.
        case request
    }

    /// The report of the layer below.
    public enum Cause: Sendable, Equatable, CustomStringConvertible {
        /// An `errno` value of the operating system.
        case system(errno: Int32)
        /// The text of OpenSSL's error queue or of its certificate check.
        case tls(String)
        /// The text of the name resolver.
        case resolver(String)
        /// The status code with which a proxy refused.
        case status(Int)

        /// The report in words.
        public var description: String {
            switch self {
            case .system(let errno): "\(SystemErrorText.describe(errno)) (errno \(errno))"
            case .tls(let text), .resolver(let text): text
            case .status(let code): "status \(code)"
            }
        }
    }
}

extension NetworkError: CustomStringConvertible {
    /// Code, message and cause on one line.
    public var description: String {
        guard let underlying else { return "\(code): \(message)" }
        return "\(code): \(message) [\(underlying)]"
    }
}

extension NetworkError {
    /// The same failure with the peer and the step added where they were not known yet.
    func at(_ endpoint: Endpoint? = nil, during phase: Phase? = nil) -> NetworkError {
        NetworkError(
            code,
            message,
            endpoint: self.endpoint ?? endpoint,
            phase: self.phase ?? phase,
            underlying: underlying
        )
    }
}

extension NetworkError {
    /// For whoever waits on a connection that this side closes.
    static func closedHere(_ endpoint: Endpoint) -> NetworkError {
        NetworkError(.connectionClosed, "the connection to \(endpoint) was closed at this end", endpoint: endpoint)
    }

    static let cancelled = NetworkError(.cancelled, "the task was cancelled; its connection is closed")
}
