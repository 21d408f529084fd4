/// Takes the pieces of a streamed body; see ``HTTPBody/stream(length:_:)``.
public struct HTTPBodyWriter: Sendable {
    private let send: @Sendable ([UInt8]) async throws(NetworkError) -> Void
    private let trail: @Sendable (HTTPHeaders) throws(NetworkError) -> Void
    /// The loop of the connection, for timers; nil where a client writes.
    var loop: EventLoop?

    init(
        send: @escaping @Sendable ([UInt8]) async throws(NetworkError) -> Void,
        trail: @escaping @Sendable (HTTPHeaders) throws(NetworkError) -> Void
    ) {
        self.send = send
        self.trail = trail
    }

    /// Sends bytes and returns when the operating system has taken them; write one piece after the other.
    ///
    /// - Throws: `connectionClosed`, `timedOut` or `cancelled`; `invalidRequest` for more bytes than were declared; `invalidUse`
    ///   once the closure that got the writer has returned.
    public func write(_ bytes: [UInt8]) async throws(NetworkError) {
        try await send(bytes)
    }

    /// Sets the fields that are sent after the body (RFC 9110 section 6.5), such as a digest of it; a later call replaces them.
    ///
    /// Recipients may ignore them, and a peer of HTTP/1.0 cannot be sent any. Announce their names in a `Trailer` field of the head.
    ///
    /// - Throws: `invalidRequest` for a body with a declared length, which has no place for them, for fields that have to be
    ///   known before the body (framing, routing, authentication, how to read the content), and for illegal characters.
    public func setTrailers(_ trailers: HTTPHeaders) throws(NetworkError) {
        try trail(trailers)
    }
}
