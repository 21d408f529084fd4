/// What TLS is spoken over: a stream with the steps of its calls laid open, so that bytes go between it and OpenSSL without a
/// stop, and one TLS connection can carry another.
protocol TLSTransport: ByteStream {
    /// Takes what has arrived, without waiting: nil when there is nothing, 0 at the end of the stream.
    ///
    /// - Parameter onlyIfWorthIt: Answers nil without a system call when nothing was reported since the last one.
    func receiveNow(into buffer: UnsafeMutableRawBufferPointer, onlyIfWorthIt: Bool) throws(NetworkError) -> Int?
    /// Notices between two calls that the task was cancelled, and lets others run when it has not waited for long.
    func checkpoint() async throws(NetworkError)
    /// Lets others run when the task has not waited for long.
    func makeWay() async
    /// Waits until something may have arrived, after a call that found nothing.
    func waitUntilReadable(limit: TimeLimit?, isShielded: Bool) async throws(NetworkError)
    /// Waits until a write may succeed, after one that found no room.
    func waitUntilWritable(limit: TimeLimit?, isShielded: Bool) async throws(NetworkError)
    /// Ends this side, without waiting.
    func finishWritingNow() throws(NetworkError)
}
