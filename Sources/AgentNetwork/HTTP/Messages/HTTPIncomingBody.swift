/// The content of a message as it arrives, to be read once.
///
/// Bytes are taken from the connection only when they are asked for, so a slow reader slows the peer down. That of a request
/// may be read while the request is handled, that of a response inside the scope that got it; read to the end, when the rest
/// is short, it lets the connection serve another exchange.
public struct HTTPIncomingBody: Sendable {
    /// nil for a message without content.
    let source: (any HTTPBodySource)?

    init(source: (any HTTPBodySource)?) {
        self.source = source
    }

    /// The next bytes, at least one, transfer coding removed; nil at the end.
    ///
    /// - Throws: `truncated` when the connection ends early, `timedOut`, `invalidRequest` or `invalidResponse`,
    ///   `limitExceeded`, `connectionClosed`, `cancelled`; `invalidUse` when two tasks read at once or too late.
    public func next() async throws(NetworkError) -> [UInt8]? {
        try await source?.nextBodyBytes()
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
                    "expected content of at most \(maxBytes) bytes, found more; raise the limit or read it as a stream",
                    phase: source?.phase)
            }
            if bytes.isEmpty { bytes = chunk } else { bytes.append(contentsOf: chunk) }
        }
        return bytes
    }

    /// The fields after a chunked body; empty before its end.
    public var trailers: HTTPHeaders { source?.trailers ?? HTTPHeaders() }
}

extension HTTPIncomingBody: AsyncSequence {
    /// Reads the body from where it is; a second iterator goes on where the first one stopped.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(body: self)
    }

    /// Reads a body piece by piece.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        private let body: HTTPIncomingBody

        init(body: HTTPIncomingBody) {
            self.body = body
        }

        /// See ``HTTPIncomingBody/next()``.
        public func next() async throws(NetworkError) -> [UInt8]? {
            try await body.next()
        }

        /// See ``HTTPIncomingBody/next()``.
        public func next(isolation actor: isolated (any Actor)?) async throws(NetworkError) -> [UInt8]? {
            try await body.next()
        }
    }
}
