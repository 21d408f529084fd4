internal import AgentNetwork

/// MXP messages from a stream socket.
struct MXPStreamSource: FrameSource {
    /// Thrown away at most, after which the connection is closed the hard way: a peer that sends for ever is not listened to.
    private static let maxDiscarded = 16 * 1024 * 1024

    private let port: StreamPort
    private let frameTimeout: Duration?
    private var decoder: MXPStreamDecoder
    private var discarded = 0

    init(port: StreamPort, codec: MXPCodec, frameTimeout: Duration?) {
        self.port = port
        self.frameTimeout = frameTimeout
        decoder = MXPStreamDecoder(codec: codec)
    }

    mutating func next() throws(WireError) -> MXPMessage? {
        try decoder.next()
    }

    mutating func fill() throws(WireError) -> FrameSourceFill {
        let arrival: StreamPort.Arrival
        do throws(NetworkError) {
            arrival = try decoder.feed { max, buffer throws(NetworkError) in
                try port.read(max: max, appendingTo: &buffer)
            }
        } catch {
            throw .broken(error)
        }
        switch arrival {
        case .bytes: return .some
        case .nothing: return .nothing
        case .end:
            if let (needed, got) = decoder.partial { throw .truncated(needed: needed, got: got) }
            return .end
        }
    }

    mutating func discard() throws(WireError) -> FrameSourceFill {
        do throws(NetworkError) {
            switch try port.discard() {
            case .nothing: return .nothing
            case .end: return .end
            case .bytes(let count):
                discarded += count
                return discarded < Self.maxDiscarded ? .some : .end
            }
        } catch {
            throw .broken(error)
        }
    }

    func whenReadable(
        _ action: @escaping @Sendable (Result<Void, NetworkError>) -> Void
    ) throws(NetworkError) -> Bool {
        // Between messages a peer may be silent for as long as it likes.
        try port.whenReadable(within: decoder.partial == nil ? nil : frameTimeout, action)
    }
}
