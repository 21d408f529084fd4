/// How long something may take, and what it was, for the error that says it took longer.
struct TimeLimit: Sendable {
    let duration: Duration
    let phase: NetworkError.Phase
    /// When the limit runs out; nil counts afresh from the start of every wait.
    private let fixedDeadline: MonotonicTime?

    /// A limit on the time without progress.
    static func idle(_ duration: Duration, _ phase: NetworkError.Phase) -> TimeLimit {
        TimeLimit(duration: duration, phase: phase, fixedDeadline: nil)
    }

    /// A limit on the whole, however many steps it has.
    static func total(
        _ duration: Duration,
        _ phase: NetworkError.Phase,
        since start: MonotonicTime = .now
    ) -> TimeLimit {
        TimeLimit(duration: duration, phase: phase, fixedDeadline: start + duration)
    }

    /// The same limit for another step of the same whole.
    func during(_ phase: NetworkError.Phase) -> TimeLimit {
        TimeLimit(duration: duration, phase: phase, fixedDeadline: fixedDeadline)
    }

    func deadline() -> MonotonicTime {
        fixedDeadline ?? .now + duration
    }

    func error(_ endpoint: Endpoint? = nil) -> NetworkError {
        let peer = endpoint.map { " by \($0)" } ?? ""
        return NetworkError(
            .timedOut,
            "expected \(expectation)\(peer) within \(duration), nothing came; raise the limit if the peer is only slow",
            endpoint: endpoint,
            phase: phase
        )
    }

    private var expectation: String {
        switch phase {
        case .resolve: "an answer of the name resolver"
        case .pool: "a free connection"
        case .listen: "to be able to listen"
        case .connect: "the connection to be accepted"
        case .tlsHandshake: "the TLS handshake to be answered"
        case .write: "bytes to be taken"
        case .read: "bytes to be sent"
        case .keepAlive: "another request"
        case .requestHead: "the head of a request"
        case .requestBody: "more of the request"
        case .responseHead: "the head of the response"
        case .responseBody: "more of the response"
        }
    }
}
