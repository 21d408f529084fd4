internal import CAgentSystem

/// A connection over a Unix socket.
///
/// It behaves as a ``TCPConnection`` does: any task may call, one reads and one writes at a time, and cancelling a task that
/// waits closes the connection at once and throws `cancelled`.
public final class UnixConnection: Sendable {
    /// The peer as it was asked for; at the listener's end a Unix socket without a path.
    public let endpoint: Endpoint
    /// Who is at the other end.
    public let peer: UnixCredentials
    let socket: Socket
    private let options: UnixOptions

    init(socket: Socket, options: UnixOptions) throws(NetworkError) {
        endpoint = socket.endpoint
        self.socket = socket
        self.options = options
        var raw = agent_unix_peer()
        _ = try socket.attempt(.write, doing: "read the peer's credentials") { descriptor in
            Socket.Attempt(status: agent_unix_get_peer(descriptor, &raw)) { _ in () }
        }
        peer = UnixCredentials(raw)
    }

    /// Takes an accepted descriptor over; it is closed when this fails.
    convenience init(_ accepted: AcceptedConnection, options: UnixOptions) throws(NetworkError) {
        let socket = try Socket(owning: accepted.descriptor, endpoint: .unix(path: ""), loop: accepted.loop)
        try self.init(socket: socket, options: options)
    }

    /// The loop that wakes this connection's tasks.
    public var loop: EventLoop { socket.loop }

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

extension UnixConnection: SocketStream {
    static var emptiesByShortReads: Bool { false }
}
