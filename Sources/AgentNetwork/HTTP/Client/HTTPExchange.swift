internal import Synchronization

/// One request and its response on a leased connection.
///
/// Sending and receiving may overlap: a server that answers before it has read everything, or that echoes, must not stall
/// both sides. The two halves meet in this object's state only.
final class HTTPExchange: HTTPBodySource {
    enum Upload {
        /// The peer is to say first that it wants the body. Next: running, withheld.
        case waiting
        /// Next: done, broken, failed.
        case running
        case done(at: MonotonicTime)
        /// The peer has answered without the body, of which nothing was sent.
        case withheld
        /// The connection broke; the reading side finds out whether there is an answer all the same.
        case broken
        /// The body could not be produced or was not taken in time; this is what the request fails with.
        case failed(any Error)
    }

    struct State {
        var parser: HTTPResponseParser
        var upload = Upload.running
        var trailers = HTTPHeaders()
        /// A task is between taking an event and feeding bytes; another one would mix the order up.
        var isReading = false
        /// The caller's scope has ended.
        var isOver = false
    }

    let lease: HTTPLease
    let request: HTTPRequest
    let options: HTTPClientOptions
    /// The limit on the request that this is, perhaps, only one attempt at.
    let whole: TimeLimit?
    /// Answers whether the body is to be sent; nil where nobody is asked.
    let permission: OneShot<Bool>?
    let state: Mutex<State>

    init(_ request: HTTPRequest, on lease: HTTPLease, options: HTTPClientOptions, within whole: TimeLimit?) {
        self.request = request
        self.lease = lease
        self.options = options
        self.whole = whole
        let waits = request.awaitsContinue
        permission = waits ? OneShot() : nil
        state = Mutex(
            State(
                parser: HTTPResponseParser(requestMethod: request.method, limits: options.limits),
                upload: waits ? .waiting : .running))
    }

    var trailers: HTTPHeaders { state.withLock { $0.trailers } }
    var phase: NetworkError.Phase { .responseBody }

    /// Nothing of the body was sent or asked of the caller, because the peer was waited for.
    var isBodyUntouched: Bool {
        if case .withheld = state.withLock({ $0.upload }) { true } else { false }
    }

    /// The body can be sent once more.
    var isBodyReplayable: Bool {
        if case .stream = request.body.content { return isBodyUntouched }
        return true
    }

    /// Sending the request on another connection does no harm and may help: one from the pool ended without a byte of an
    /// answer, so that the peer may not have seen the request, and if it has, it may see it again.
    func isWorthRepeating(_ error: any Error) -> Bool {
        // Over TLS a connection that just ends is `truncated`.
        guard let error = error as? NetworkError, [.connectionClosed, .truncated].contains(error.code) else {
            return false
        }
        guard lease.isReused, request.method.isIdempotent, isBodyReplayable else { return false }
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
}
