/// The content of a response as it arrives.
///
/// Bytes are taken from the connection only when they are asked for, so a slow reader slows the peer down. Read to the
/// end, when the rest is short, to let the connection serve the next request; a body left unread closes it.
public struct HTTPResponseBody: Sendable {
    private let exchange: HTTPExchange

    init(exchange: HTTPExchange) {
        self.exchange = exchange
    }

    /// The next bytes, at least one, transfer coding removed; nil at the end.
    ///
    /// - Throws: `truncated` when the connection ends early, `timedOut` (phase `responseBody`), `invalidResponse`,
    ///   `limitExceeded`, `connectionClosed`, `cancelled`; `invalidUse` when two tasks read at once or the scope has ended.
    public func next() async throws(NetworkError) -> [UInt8]? {
        try await exchange.nextBodyBytes()
    }

    /// Everything up to the end.
    ///
    /// - Throws: `limitExceeded` for more than `maxBytes`; what ``next()`` throws.
    public func collect(maxBytes: Int) async throws(NetworkError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try await next() {
            guard bytes.count + chunk.count <= maxBytes else {
                throw NetworkError(
                    .limitExceeded,
                    "expected a body of at most \(maxBytes) bytes, found more; raise maxBodyBytes or read it as a stream",
                    phase: .responseBody
                )
            }
            if bytes.isEmpty { bytes = chunk } else { bytes.append(contentsOf: chunk) }
        }
        return bytes
    }

    /// The fields after a chunked body; empty before its end.
    public var trailers: HTTPHeaders { exchange.trailers }
}

extension HTTPResponseBody: AsyncSequence {
    /// Reads the body from where it is; a second iterator goes on where the first one stopped.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(body: self)
    }

    /// Reads a body piece by piece.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        private let body: HTTPResponseBody

        init(body: HTTPResponseBody) {
            self.body = body
        }

        /// See ``HTTPResponseBody/next()``.
        public func next() async throws(NetworkError) -> [UInt8]? {
            try await body.next()
        }

        /// See ``HTTPResponseBody/next()``.
        public func next(isolation actor: isolated (any Actor)?) async throws(NetworkError) -> [UInt8]? {
            try await body.next()
        }
    }
}
