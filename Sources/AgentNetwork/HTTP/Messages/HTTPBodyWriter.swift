/// Takes the pieces of a streamed request body; see ``HTTPRequestBody/stream(length:_:)``.
public struct HTTPBodyWriter: Sendable {
    private let send: @Sendable ([UInt8]) async throws(NetworkError) -> Void

    init(send: @escaping @Sendable ([UInt8]) async throws(NetworkError) -> Void) {
        self.send = send
    }

    /// Sends bytes and returns when the operating system has taken them; write one piece after the other.
    ///
    /// - Throws: `connectionClosed`, `timedOut` or `cancelled`; `invalidRequest` for more bytes than were declared.
    public func write(_ bytes: [UInt8]) async throws(NetworkError) {
        try await send(bytes)
    }
}
