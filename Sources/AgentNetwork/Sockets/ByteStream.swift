/// A connected stream of bytes, plain or encrypted.
///
/// Any task may call; one reads and one writes at a time.
protocol ByteStream: Sendable {
    var endpoint: Endpoint { get }
    /// The loop that wakes this stream's tasks.
    var loop: EventLoop { get }

    /// The next bytes, at least one; nil at the proper end of the stream.
    ///
    /// - Parameter isShielded: Goes on although the task is cancelled; the limit still counts.
    func read(max: Int, limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) -> [UInt8]?
    /// Sends everything; waits while the peer takes nothing.
    ///
    /// - Parameter isShielded: Goes on although the task is cancelled; the limit still counts.
    func write(_ bytes: ArraySlice<UInt8>, limit: TimeLimit?, isShielded: Bool) async throws(NetworkError)
    /// Sends what can be sent without waiting and returns what is left to `write`; nil when nothing is, and an empty
    /// rest when only bytes inside the stream have to be pushed out.
    func writeNow(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> ArraySlice<UInt8>?
    /// Ends this side; the peer may go on sending.
    func finishWriting(limit: TimeLimit?) async throws(NetworkError)
    /// The peer has neither sent anything nor closed: the stream can be used for another exchange.
    func isQuiet() -> Bool
    /// See ``Socket/onHangUp(_:)``.
    func onHangUp(_ action: @escaping @Sendable () -> Void)
    /// See ``Socket/expectHangUp()``.
    func expectHangUp()
    /// Closes at once, and fails whoever waits with `reason`.
    func close(_ reason: NetworkError)
}

extension ByteStream {
    func read(max: Int, limit: TimeLimit?) async throws(NetworkError) -> [UInt8]? {
        try await read(max: max, limit: limit, isShielded: false)
    }

    func write(_ bytes: ArraySlice<UInt8>, limit: TimeLimit?) async throws(NetworkError) {
        try await write(bytes, limit: limit, isShielded: false)
    }
}
