internal import Synchronization

extension HTTPExchange {
    /// How much is read from the connection at once.
    private static let readSize = 64 * 1024

    /// Waits for the head of the final response.
    func receiveHead() async throws(NetworkError) -> HTTPResponseHead {
        let timeout = request.responseHeadTimeout ?? options.responseHeadTimeout
        var limit = TimeLimit.total(timeout, .responseHead)
        while true {
            do throws(NetworkError) {
                guard case .head(let head) = try await nextEvent(limit: limit, isShielded: true) else {
                    throw invalidResponse("expected the head of a response")
                }
                guard head.status != 101 || request.headers.contains("Upgrade") else {
                    throw invalidResponse("expected no change of the protocol that was not asked for, found status 101")
                }
                return head
            } catch {
                guard error.code == .timedOut, error.phase == .responseHead, let later = laterLimit(timeout) else {
                    throw error
                }
                limit = later
            }
        }
    }

    func nextBodyBytes() async throws(NetworkError) -> [UInt8]? {
        switch try await nextEvent(limit: .idle(options.readTimeout, .responseBody)) {
        case .body(let bytes):
            return Array(bytes)
        case .end(let trailers):
            state.withLock { $0.trailers = trailers }
            return nil
        case .head, nil:
            return nil
        }
    }

    /// Reads a short rest of the response, so that the connection can be kept; a long one, or one that is slow to come, costs
    /// more than a new connection.
    ///
    /// - Throws: only what ends the request: `cancelled`, and the limit on the whole.
    func drain(upTo maxBytes: Int, within duration: Duration) async throws(NetworkError) {
        guard case .done = state.withLock({ $0.upload }) else { return }
        let limit = TimeLimit.total(duration, .responseBody)
        var count = 0
        do throws(NetworkError) {
            while count <= maxBytes, case .body(let bytes) = try await nextEvent(limit: limit) { count += bytes.count }
        } catch {
            if error.code == .cancelled || error.phase == .request { throw error }
        }
    }

    /// The limit on the wait for the head when it counts from a later moment than the last one did: the peer owes no answer
    /// before it has the request, and sending has a limit of its own.
    private func laterLimit(_ timeout: Duration) -> TimeLimit? {
        switch state.withLock({ $0.upload }) {
        case .waiting, .running: .total(timeout, .responseHead)
        case .done(let end) where end + timeout > .now: .total(timeout, .responseHead, since: end)
        case .done, .withheld, .broken, .failed: nil
        }
    }

    /// The next event of the response; nil after its end.
    ///
    /// - Parameter isShielded: The task's cancellation closes the connection by itself, so the wait need not watch for it.
    private func nextEvent(limit: TimeLimit, isShielded: Bool = false) async throws(NetworkError) -> HTTPResponseParser
        .Event?
    {
        try beginReading()
        defer { state.withLock { $0.isReading = false } }
        let limit = limit.within(whole)
        do throws(NetworkError) {
            try limit.checkWhole(lease.endpoint)
            while true {
                let (event, isComplete) = try state.withLock { state throws(NetworkError) in
                    let event = try state.parser.next()
                    settleUpload(&state, event)
                    return (event, state.parser.isComplete)
                }
                if event != nil || isComplete { return event }
                guard let bytes = try await lease.stream.read(max: Self.readSize, limit: limit, isShielded: isShielded)
                else {
                    return try state.withLock { state throws(NetworkError) in try state.parser.finish() }
                }
                state.withLock { $0.parser.feed(bytes) }
            }
        } catch {
            throw error.at(lease.endpoint, during: limit.phase)
        }
    }

    /// Tells a body that waits what the peer has said about it.
    private func settleUpload(_ state: inout State, _ event: HTTPResponseParser.Event?) {
        guard let permission, case .waiting = state.upload else { return }
        if case .head = event {
            // A body whose wait is over already goes all the same.
            if permission.resolve(.success(false)) { state.upload = .withheld }
        } else if state.parser.hasReceivedContinue {
            permission.resolve(.success(true))
        }
    }

    private func beginReading() throws(NetworkError) {
        let isFree = state.withLock { state in
            guard !state.isReading, !state.isOver else { return false }
            state.isReading = true
            return true
        }
        guard isFree else {
            throw NetworkError(
                .invalidUse, "a response's body is read by one task at a time and inside its scope only",
                endpoint: lease.endpoint)
        }
    }

    private func invalidResponse(_ message: String) -> NetworkError {
        NetworkError(.invalidResponse, message, endpoint: lease.endpoint, phase: .responseHead)
    }
}
