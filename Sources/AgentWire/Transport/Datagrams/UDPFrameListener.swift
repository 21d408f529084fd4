public import AgentNetwork

/// A transport that exchanges MXP messages with any number of peers over UDP: each message is one datagram.
///
/// What ``UDPFrameTransport`` says of UDP holds here too. Frames carry the peer's address:
///
/// ```swift
/// let listener = try await UDPFrameListener.bind(to: Endpoint(host: "127.0.0.1", port: 50051))
/// while let request = try await listener.receive() {
///     try await listener.send(answer(request.message), to: request.peer)
/// }
/// ```
public final class UDPFrameListener: FrameTransport {
    private let port: DatagramPort

    private init(port: DatagramPort) {
        self.port = port
    }

    /// Opens a transport at an address of this machine.
    ///
    /// - Parameters:
    ///   - endpoint: Where to receive; port 0 takes a free one.
    ///   - options: Limits.
    ///   - group: Whose loop serves the socket; by default the shared one.
    /// - Throws: What `UDPSocket` throws when it cannot be opened.
    public static func bind(
        to endpoint: Endpoint,
        options: UDPTransportOptions = UDPTransportOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> UDPFrameListener {
        let socket = try await UDPSocket.bind(to: endpoint, options: options.socket, group: group)
        return UDPFrameListener(port: DatagramPort(socket: socket, codec: MXPCodec(options: options.codec)))
    }

    /// Where messages are received.
    public var localAddress: SocketAddress { port.socket.localAddress }

    /// What was received, sent and skipped.
    public var statistics: UDPTransportStatistics { port.statistics }

    /// Sends a message to a peer, waiting while the system has no room for it.
    ///
    /// - Throws: `transportClosed` when this end was closed, `cancelled` when the task was, `payloadTooLarge` when a datagram
    ///   cannot hold the message (over IPv4, 65,467 bytes of payload), `invalidFlags`, `unreachable` when there is no route; the
    ///   message is then not sent.
    public func send(_ message: MXPMessage, to peer: SocketAddress) async throws(WireError) {
        try await port.send(message, to: peer)
    }

    /// Sends a message to the peer that it names; as ``send(_:to:)``.
    public func send(_ frame: MXPDatagram) async throws(WireError) {
        try await port.send(frame.message, to: frame.peer)
    }

    /// Waits for the next message from whatever peer.
    ///
    /// - Returns: `nil` when this end was closed.
    /// - Throws: `cancelled` when the task was; no message is lost by it. `transportClosed` when the socket failed.
    public func receive() async throws(WireError) -> MXPDatagram? {
        try await port.receive()
    }

    /// Ends receiving and sending here; the peers do not learn of it.
    ///
    /// Calling it again changes nothing.
    public func close() {
        port.close()
    }
}
