public import AgentNetwork

/// A transport that exchanges MXP messages with one peer over UDP: each message is one datagram, as the reference sends them.
///
/// UDP loses, repeats and reorders, and what is here inherits that: there is no acknowledgement and no retransmission, a peer
/// that is behind loses messages instead of holding the sender up, and closing one end is not seen at the other. A datagram
/// that holds no message is counted and skipped, and so is a report that the peer is not there.
///
/// ```swift
/// let transport = try await UDPFrameTransport.connect(to: Endpoint(host: "127.0.0.1", port: 50051))
/// try await transport.send(register)
/// let reply = try await transport.receive()
/// ```
public final class UDPFrameTransport: FrameTransport {
    private let port: DatagramPort

    private init(port: DatagramPort) {
        self.port = port
    }

    /// Opens a transport to a peer; nothing is sent.
    ///
    /// - Parameters:
    ///   - endpoint: The peer.
    ///   - local: Where to receive, as an address literal; nil leaves it to the system.
    ///   - options: Limits.
    ///   - group: Whose loop serves the socket; by default the shared one.
    /// - Throws: What `UDPSocket` throws when it cannot be opened.
    public static func connect(
        to endpoint: Endpoint,
        from local: Endpoint? = nil,
        options: UDPTransportOptions = UDPTransportOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> UDPFrameTransport {
        let socket = try await UDPSocket.connect(to: endpoint, from: local, options: options.socket, group: group)
        return UDPFrameTransport(port: DatagramPort(socket: socket, codec: MXPCodec(options: options.codec)))
    }

    /// Where messages are received.
    public var localAddress: SocketAddress { port.socket.localAddress }

    /// What was received, sent and skipped.
    public var statistics: UDPTransportStatistics { port.statistics }

    /// Sends a message in a datagram, waiting while the system has no room for it.
    ///
    /// - Throws: `transportClosed` when this end was closed, `cancelled` when the task was, `payloadTooLarge` when a datagram
    ///   cannot hold the message (over IPv4, 65,467 bytes of payload), `invalidFlags`, `unreachable` when there is no route; the
    ///   message is then not sent.
    public func send(_ frame: MXPMessage) async throws(WireError) {
        try await port.send(frame, to: nil)
    }

    /// Waits for the next message from the peer.
    ///
    /// - Returns: `nil` when this end was closed.
    /// - Throws: `cancelled` when the task was; no message is lost by it. `transportClosed` when the socket failed.
    public func receive() async throws(WireError) -> MXPMessage? {
        try await port.receive()?.message
    }

    /// Ends receiving and sending here; the peer does not learn of it.
    ///
    /// Calling it again changes nothing.
    public func close() {
        port.close()
    }
}
