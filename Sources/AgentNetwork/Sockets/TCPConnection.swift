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
    let socket: Socket
    private let options: TCPOptions

    init(socket: Socket, options: TCPOptions) throws(NetworkError) {
        endpoint = socket.endpoint
        self.socket = socket
        self.options = options
        let noDelay = options.noDelay
        _ = try socket.attempt(.write, doing: "set TCP_NODELAY") { descriptor in
            Socket.Attempt(status: agent_socket_set_no_delay(descriptor, noDelay)) { _ in () }
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
        try finishWritingNow()
    }

    /// Closes at once; a task that waits gets `connectionClosed`.
    ///
    /// Calling it again is harmless.
    public func close() {
        close(.closedHere(endpoint))
    }
}

extension TCPConnection: SocketStream {
    static var emptiesByShortReads: Bool { true }
}
