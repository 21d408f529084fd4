/// How long something may take, and what it was, for the error that says it took longer.
struct TimeLimit: Sendable {
    let duration: Duration
    let phase: NetworkError.Phase
    /// When the limit runs out; nil counts afresh from the start of every wait.
    private let fixedDeadline: MonotonicTime?
    /// The end of the whole that this is a step of.
    private var whole: Whole?

    private struct Whole {
        let duration: Duration
        let phase: NetworkError.Phase
        let deadline: MonotonicTime
    }

    private init(_ duration: Duration, _ phase: NetworkError.Phase, fixedDeadline: MonotonicTime?) {
        self.duration = duration
        self.phase = phase
        self.fixedDeadline = fixedDeadline
    }

    /// A limit on the time without progress.
    static func idle(_ duration: Duration, _ phase: NetworkError.Phase) -> TimeLimit {
        TimeLimit(duration, phase, fixedDeadline: nil)
    }

    /// A limit on the whole, however many steps it has.
    static func total(
        _ duration: Duration,
        _ phase: NetworkError.Phase,
        since start: MonotonicTime = .now
    ) -> TimeLimit {
        TimeLimit(duration, phase, fixedDeadline: start + duration)
    }

    /// The same limit for another step of the same whole.
    func during(_ phase: NetworkError.Phase) -> TimeLimit {
        var limit = TimeLimit(duration, phase, fixedDeadline: fixedDeadline)
        limit.whole = whole
        return limit
    }

    /// The same limit as a step of something that has a `total` limit of its own: whichever ends first counts.
    func within(_ whole: TimeLimit?) -> TimeLimit {
        guard let whole, let deadline = whole.fixedDeadline else { return self }
        var limit = self
        limit.whole = Whole(duration: whole.duration, phase: whole.phase, deadline: deadline)
        return limit
    }

    /// When to give up a wait that begins now.
    func deadline() -> MonotonicTime {
        let own = fixedDeadline ?? .now + duration
        return whole.map { min($0.deadline, own) } ?? own
    }

    /// Fails once the whole has taken too long: a peer that never lets anybody wait meets no other limit.
    func checkWhole(_ endpoint: Endpoint? = nil) throws(NetworkError) {
        guard let whole, whole.deadline <= .now else { return }
        throw error(endpoint)
    }

    /// The failure of a wait that was given up.
    func error(_ endpoint: Endpoint? = nil) -> NetworkError {
        if let whole, whole.deadline <= .now {
            return NetworkError(
                .timedOut,
                "the request was to be done within \(whole.duration), that time is over while waiting for \(expectation);"
                    + " raise the limit if it needs longer",
                endpoint: endpoint,
                phase: whole.phase
            )
        }
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
        case .tunnel: "the proxy to open a tunnel"
        case .write: "bytes to be taken"
        case .read: "bytes to be sent"
        case .keepAlive: "another request"
        case .requestHead: "the head of a request"
        case .requestBody: "more of the request"
        case .responseHead: "the head of the response"
        case .responseBody: "more of the response"
        case .request: "the request to be done"
        }
    }
}
