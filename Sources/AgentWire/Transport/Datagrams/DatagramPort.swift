internal import AgentNetwork

/// What the two transports over UDP have in common: a socket, a codec and a reader.
struct DatagramPort: Sendable {
    /// Reports of the network about earlier datagrams that one send lets pass.
    private static let maxReports = 8

    let socket: UDPSocket
    let reader: FrameReader<DatagramSource>
    private let codec: MXPCodec

    init(socket: UDPSocket, codec: MXPCodec) {
        self.socket = socket
        self.codec = codec
        reader = FrameReader(source: DatagramSource(socket: socket, codec: codec))
    }

    var statistics: UDPTransportStatistics {
        UDPTransportStatistics(socket: socket.statistics, undecodable: reader.withSource { $0.undecodable })
    }

    func send(_ message: MXPMessage, to peer: SocketAddress?) async throws(WireError) {
        let bytes = try codec.encode(message)
        var reports = 0
        while true {
            do throws(NetworkError) {
                return try await socket.send(bytes, to: peer)
            } catch {
                // Refused was an earlier datagram; this one has not been tried.
                if error.code == .connectionRefused, reports < Self.maxReports {
                    reports += 1
                    continue
                }
                throw Self.failure(error, bytes.count)
            }
        }
    }

    func receive() async throws(WireError) -> MXPDatagram? {
        await socket.makeWay()
        return try await reader.receive()
    }

    func close() {
        // First the reader: whoever waits gets the end and not the socket's error.
        reader.close()
        socket.close()
    }

    private static func failure(_ error: NetworkError, _ count: Int) -> WireError {
        switch error.code {
        case .cancelled: .cancelled
        case .connectionClosed, .shutDown: .transportClosed
        case .limitExceeded:
            WireError(
                .payloadTooLarge,
                "expected a message that fits a datagram (\(maxMessage) bytes over IPv4), found \(count); "
                    + "split it, or use a stream",
                context: .size(UInt64(count), maximum: UInt64(maxMessage)), underlying: error)
        case .connectionRefused, .unreachable:
            WireError(
                .unreachable,
                "expected a way to the other end, found none (\(error.message)); the transport stays open",
                underlying: error)
        default: .broken(error)
        }
    }

    /// What UDP carries over IPv4.
    private static let maxMessage = 65_507
}
