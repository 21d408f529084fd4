internal import AgentNetwork

/// MXP messages from a UDP socket, one in each datagram.
struct DatagramSource: FrameSource {
    private let socket: UDPSocket
    private let codec: MXPCodec
    /// Datagrams that were received together, the first one last: taking one then releases it.
    private var batch: [Datagram] = []
    /// Datagrams that were skipped.
    private(set) var undecodable = 0

    init(socket: UDPSocket, codec: MXPCodec) {
        self.socket = socket
        self.codec = codec
    }

    mutating func next() throws(WireError) -> MXPDatagram? {
        while let datagram = batch.popLast() {
            do throws(WireError) {
                return MXPDatagram(message: try codec.decode(datagram.bytes), peer: datagram.address)
            } catch {
                // Anybody can send anything to a port: one bad datagram says nothing about the next.
                undecodable += 1
            }
        }
        return nil
    }

    mutating func fill() throws(WireError) -> FrameSourceFill {
        guard let datagrams = try receive() else { return .nothing }
        batch = datagrams.reversed()
        return .some
    }

    mutating func discard() throws(WireError) -> FrameSourceFill {
        try receive() == nil ? .nothing : .some
    }

    func whenReadable(
        _ action: @escaping @Sendable (Result<Void, NetworkError>) -> Void
    ) throws(NetworkError) -> Bool {
        try socket.whenReadable(action)
    }

    private func receive() throws(WireError) -> [Datagram]? {
        do throws(NetworkError) {
            return try socket.receiveNow()
        } catch {
            switch error.code {
            // The peer was not there for an earlier datagram. It may be there for the next; the socket has counted it.
            case .connectionRefused, .unreachable, .timedOut: return []
            default: throw .broken(error)
            }
        }
    }
}
