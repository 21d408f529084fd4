internal import Synchronization

/// One request and its response on a leased connection.
///
/// Sending and receiving may overlap: a server that answers before it has read everything, or that echoes, must not stall
/// both sides. The two halves meet in this object's state only.
final class HTTPExchange: Sendable {
    private enum Upload {
        case running
        case done(at: MonotonicTime)
        /// The connection broke; the reading side finds out whether there is an answer all the same.
        case broken
        /// The body could not be produced or was not taken in time; this is what the request fails with.
        case failed(any Error)
    }

    private struct State {
        var parser: HTTPResponseParser
        var upload = Upload.running
        var trailers = HTTPHeaders()
        /// A task is between taking an event and feeding bytes; another one would mix the order up.
        var isReading = false
        /// The caller's scope has ended.
        var isOver = false
    }

    private let lease: HTTPLease
    private let request: HTTPRequest
    private let options: HTTPClientOptions
    private let state: Mutex<State>

    /// How much is read from the connection at once.
    private static let readSize = 64 * 1024

    init(_ request: HTTPRequest, on lease: HTTPLease, options: HTTPClientOptions) {
        self.request = request
        self.lease = lease
        self.options = options
        state = Mutex(State(parser: HTTPResponseParser(requestMethod: request.method, limits: options.limits)))
    }

    var trailers: HTTPHeaders { state.withLock { $0.trailers } }

    /// The peer may not have seen the request: a connection from the pool ended without a byte of an answer.
    func looksStale(_ error: NetworkError) -> Bool {
        guard lease.isReused, error.code == .connectionClosed else { return false }
        return state.withLock { state in
            // A failed upload closes the connection itself; then it is not the peer who gave up.
            if case .failed = state.upload { return false }
            return !state.parser.hasReceivedBytes
        }
    }

    /// The error that explains a failed exchange: the caller's own one where its body closure caused it.
    func explain(_ error: any Error) -> any Error {
        state.withLock { state in
            if case .failed(let cause) = state.upload { cause } else { error }
        }
    }
}

// MARK: Sending

extension HTTPExchange {
    /// Sends the head, and as much of a body in memory as goes without waiting; returns what is left to `upload`.
    func sendHead(_ head: [UInt8]) throws(NetworkError) -> HTTPUnsentBody? {
        let unsent: HTTPUnsentBody?
        switch request.body.content {
        case .empty:
            unsent = try lease.stream.writeNow(head[...]).map { .bytes($0) }
        case .bytes(let bytes):
            unsent = try lease.stream.writeNow((head + bytes)[...]).map { .bytes($0) }
        case .stream(let length, let write):
            let rest = try lease.stream.writeNow(head[...])
            unsent = .stream(head: rest, length: length, write: write)
        }
        if unsent == nil { finishUpload(.done(at: .now)) }
        return unsent
    }

    /// Sends the rest.
    func upload(_ unsent: HTTPUnsentBody) async {
        do {
            switch unsent {
            case .bytes(let rest):
                try await write(rest)
            case .stream(let head, let length, let produce):
                if let head { try await write(head) }
                let framer = HTTPBodyFramer(length: length) { bytes throws(NetworkError) in
                    try await self.write(bytes[...])
                }
                try await produce(framer.writer)
                try await framer.finish()
            }
            finishUpload(.done(at: .now))
        } catch {
            finishUpload(.failed(error))
            if case .failed = state.withLock({ $0.upload }) {
                lease.abort(NetworkError(.connectionClosed, "the body of the request could not be sent"))
            }
        }
    }

    private func write(_ bytes: ArraySlice<UInt8>) async throws(NetworkError) {
        do throws(NetworkError) {
            try await lease.stream.write(bytes, limit: .idle(options.writeTimeout, .write))
        } catch {
            if error.code != .timedOut { finishUpload(.broken) }
            throw error.at(lease.origin.endpoint)
        }
    }

    /// The first outcome stays: a closure that throws because a write did is not to blame.
    private func finishUpload(_ outcome: Upload) {
        state.withLock { state in
            if case .running = state.upload { state.upload = outcome }
        }
    }
}

// MARK: Receiving

extension HTTPExchange {
    /// Waits for the head of the final response.
    func receiveHead() async throws(NetworkError) -> HTTPResponse {
        let timeout = request.responseHeadTimeout ?? options.responseHeadTimeout
        var limit = TimeLimit.total(timeout, .responseHead)
        while true {
            do throws(NetworkError) {
                guard case .head(let head) = try await nextEvent(limit: limit) else {
                    throw NetworkError(.invalidResponse, "expected the head of a response")
                }
                return HTTPResponse(head: head, body: HTTPResponseBody(exchange: self))
            } catch {
                guard error.code == .timedOut, let later = laterLimit(timeout) else { throw error }
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

    /// Ends the caller's scope: the connection goes back when the response is complete, and is closed otherwise.
    func finish() {
        let isReusable = state.withLock { state in
            state.isOver = true
            guard case .done = state.upload, !state.isReading else { return false }
            return state.parser.drain() && !request.headers.hasToken("close", in: "Connection")
        }
        if isReusable {
            lease.giveBack()
        } else {
            lease.abort(NetworkError(.connectionClosed, "the response was not read to its end"))
        }
    }

    /// The limit on the wait for the head when it counts from a later moment than the last one did: the peer owes no answer
    /// before it has the request, and sending has a limit of its own.
    private func laterLimit(_ timeout: Duration) -> TimeLimit? {
        switch state.withLock({ $0.upload }) {
        case .running: .total(timeout, .responseHead)
        case .done(let end) where end + timeout > .now: .total(timeout, .responseHead, since: end)
        case .done, .broken, .failed: nil
        }
    }

    /// The next event of the response; nil after its end.
    private func nextEvent(limit: TimeLimit) async throws(NetworkError) -> HTTPResponseParser.Event? {
        try beginReading()
        defer { state.withLock { $0.isReading = false } }
        do throws(NetworkError) {
            while true {
                let (event, isComplete) = try state.withLock { state throws(NetworkError) in
                    (try state.parser.next(), state.parser.isComplete)
                }
                if event != nil || isComplete { return event }
                guard let bytes = try await lease.stream.read(max: Self.readSize, limit: limit) else {
                    return try state.withLock { state throws(NetworkError) in try state.parser.finish() }
                }
                state.withLock { $0.parser.feed(bytes) }
            }
        } catch {
            throw error.at(lease.origin.endpoint, during: limit.phase)
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
                endpoint: lease.origin.endpoint)
        }
    }
}
