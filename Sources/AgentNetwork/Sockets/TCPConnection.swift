internal import CAgentSystem

/// A TCP connection to a server.
///
/// Calls may come from any task: a call that need not wait is made where the caller runs, and a wait ends on the caller's
/// executor. Inside `withTaskExecutorPreference(connection.loop)` nothing leaves the loop's thread. One task may read
/// while another writes; a second reader or writer is refused with `invalidUse`.
///
/// Cancelling a task that waits closes the connection at once and throws `cancelled`.
///
/// ```swift
/// try await TCPConnection.withConnection(to: Endpoint(host: "localhost", port: 7)) { connection in
///     try await connection.write(Array("ping".utf8))
///     return try await connection.read()
/// }
/// ```
public final class TCPConnection: Sendable {
    /// The peer as it was asked for.
    public let endpoint: Endpoint
    private let socket: Socket
    private let options: TCPOptions

    init(socket: Socket, options: TCPOptions) throws(NetworkError) {
        endpoint = socket.endpoint
        self.socket = socket
        self.options = options
        let noDelay = options.noDelay
        _ = try socket.attempt(.write, doing: "set TCP_NODELAY") { descriptor in
            Self.attempt(agent_socket_set_no_delay(descriptor, noDelay)) { _ in () }
        }
    }

    /// The loop that wakes this connection's tasks.
    public var loop: EventLoop { socket.loop }

    /// The address that was connected to; nil once closed.
    public var remoteAddress: SocketAddress? {
        address(agent_socket_remote_address)
    }

    /// The address at this end; nil once closed.
    public var localAddress: SocketAddress? {
        address(agent_socket_local_address)
    }

    /// Waits for bytes.
    ///
    /// - Parameter max: The most to return at once (at least 1).
    /// - Returns: At least one byte, or nil when the peer has ended its stream.
    /// - Throws: `timedOut` (phase `read`), `connectionClosed`, `cancelled`, `shutDown`, `invalidUse`.
    public func read(max: Int = 64 * 1024) async throws(NetworkError) -> [UInt8]? {
        try await read(max: max, limit: options.readTimeout.map { .idle($0, .read) })
    }

    /// Sends bytes and returns when the operating system has taken all of them.
    ///
    /// - Throws: `timedOut` (phase `write`), `connectionClosed`, `cancelled`, `shutDown`, `invalidUse`.
    public func write(_ bytes: [UInt8]) async throws(NetworkError) {
        try await write(bytes[...], limit: options.writeTimeout.map { .idle($0, .write) })
    }

    /// Ends this side of the stream; the peer may go on sending.
    public func finishWriting() throws(NetworkError) {
        _ = try socket.attempt(.write, doing: "end the stream") { descriptor in
            Self.attempt(agent_socket_finish_sending(descriptor)) { _ in () }
        }
    }

    /// Closes at once; a task that waits gets `connectionClosed`.
    ///
    /// Calling it again is harmless.
    public func close() {
        close(
            NetworkError(.connectionClosed, "the connection to \(endpoint) was closed at this end", endpoint: endpoint))
    }

    private func address(_ call: (Int32, UnsafeMutablePointer<agent_address>) -> Int32) -> SocketAddress? {
        let address = try? socket.attempt(.write, doing: "read the address") { descriptor in
            var raw = agent_address()
            return Self.attempt(call(descriptor, &raw)) { _ in SocketAddress(raw: raw) }
        }
        return address ?? nil
    }

    /// Sorts the answer of a C call: a result, "would block", or an error.
    private static func attempt<Status: SignedInteger, Value>(
        _ status: Status,
        _ value: (Status) -> Value
    ) -> Socket.Attempt<Value> {
        guard status < 0 else { return .done(value(status)) }
        let errno = Int32(-status)
        return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno: errno)
    }
}

extension TCPConnection: ByteStream {
    func read(max: Int, limit: TimeLimit?) async throws(NetworkError) -> [UInt8]? {
        precondition(max > 0, "a read asks for at least one byte")
        let bytes = try await socket.perform(.read, limit: limit, doing: "receive") { Self.receive($0, max: max) }
        return bytes.isEmpty ? nil : bytes
    }

    func write(_ bytes: ArraySlice<UInt8>, limit: TimeLimit?) async throws(NetworkError) {
        var rest = bytes
        while !rest.isEmpty {
            rest = rest.dropFirst(
                try await socket.perform(.write, limit: limit, doing: "send") { Self.send($0, rest) })
        }
    }

    func writeNow(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> ArraySlice<UInt8>? {
        var rest = bytes
        while !rest.isEmpty, let sent = try socket.attempt(.write, doing: "send", { Self.send($0, rest) }) {
            rest = rest.dropFirst(sent)
        }
        return rest.isEmpty ? nil : rest
    }

    /// What has arrived already, without waiting: nil when there is nothing, empty at the end of the stream.
    func readNow(max: Int) throws(NetworkError) -> [UInt8]? {
        try socket.attempt(.read, doing: "receive") { Self.receive($0, max: max) }
    }

    /// See ``Socket/checkpoint()``; for callers of `writeNow`.
    func checkpoint() async throws(NetworkError) {
        try await socket.checkpoint()
    }

    /// Waits until a write may succeed, after one that found no room.
    func waitUntilWritable(limit: TimeLimit?) async throws(NetworkError) {
        try await socket.waitUntilReady(.write, limit: limit)
    }

    func isQuiet() -> Bool {
        // Any byte here came unasked for, so nothing is lost by taking it: the stream is not used again.
        do throws(NetworkError) { return try readNow(max: 1) == nil } catch { return false }
    }

    func close(_ reason: NetworkError) {
        socket.close(reason)
    }

    private static func receive(_ descriptor: Int32, max: Int) -> Socket.Attempt<[UInt8]> {
        var status = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: max) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            status = agent_socket_receive(descriptor, start, max)
            count = Swift.max(0, status)
        }
        return attempt(status) { _ in bytes }
    }

    private static func send(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Socket.Attempt<Int> {
        let status = bytes.withUnsafeBytes { buffer in
            buffer.baseAddress.map { agent_socket_send(descriptor, $0, buffer.count) } ?? 0
        }
        return attempt(status) { Int($0) }
    }
}
