internal import CAgentSystem
internal import Synchronization

/// A socket for datagrams: messages that arrive whole or not at all, in any order.
///
/// Any number of tasks may send and receive at once; each datagram reaches one of them. Cancelling a task that waits throws
/// `cancelled`, loses nothing and leaves the socket as it is. A report of the network that nobody takes the datagrams
/// (`connectionRefused`, `unreachable`) is thrown once by whichever call comes next, and the socket goes on too.
///
/// ```swift
/// let socket = try await UDPSocket.bind(to: Endpoint(host: "127.0.0.1", port: 9000))
/// for datagram in try await socket.receive() {
///     try await socket.send(datagram.bytes, to: datagram.address)
/// }
/// ```
public final class UDPSocket: Sendable {
    /// Where datagrams are received.
    public let localAddress: SocketAddress
    /// The only peer, for a socket that was made with ``connect(to:from:options:group:)``.
    public let peer: SocketAddress?
    let socket: Socket
    let options: UDPOptions
    let readers: ReadinessLine
    let writers: ReadinessLine
    private let counts = Mutex(UDPStatistics())

    init(socket: Socket, localAddress: SocketAddress, peer: SocketAddress?, options: UDPOptions) {
        self.socket = socket
        self.localAddress = localAddress
        self.peer = peer
        self.options = options
        readers = ReadinessLine(socket: socket, direction: .read)
        writers = ReadinessLine(socket: socket, direction: .write)
    }

    /// The loop that wakes this socket's tasks.
    public var loop: EventLoop { socket.loop }

    /// What was received and sent.
    public var statistics: UDPStatistics {
        let dropped = ask { descriptor in
            let count = agent_udp_dropped(descriptor)
            return count < 0 ? nil : Int(count)
        }
        return counts.withLock { counts in
            // What was known last stays known when the socket is closed.
            if let dropped { counts.dropped = dropped }
            return counts
        }
    }

    /// The sizes in bytes of the system's buffers, its bookkeeping included; nil once closed.
    public var bufferSizes: (receive: Int, send: Int)? {
        ask { descriptor in
            var receive: Int32 = 0
            var send: Int32 = 0
            guard agent_udp_buffers(descriptor, &receive, &send) == 0 else { return nil }
            return (Int(receive), Int(send))
        }
    }

    /// Closes at once; tasks that wait get `connectionClosed`, and so do later calls.
    ///
    /// Calling it again is harmless.
    public func close() {
        socket.close(NetworkError(.connectionClosed, "the UDP socket at \(localAddress) was closed at this end"))
    }

    /// Notices that the task was cancelled, and lets others run when it has not waited for long.
    func checkpoint() async throws(NetworkError) {
        if Task.isCancelled { throw Self.cancelled }
        await socket.makeWay()
    }

    func count(_ change: (inout UDPStatistics) -> Void) {
        counts.withLock { change(&$0) }
    }

    /// Counts a report of the network, and gives an error its place and step.
    func note(_ error: NetworkError, during phase: NetworkError.Phase) -> NetworkError {
        switch error.code {
        case .connectionRefused, .unreachable: count { $0.refused += 1 }
        case .cancelled: return Self.cancelled
        default: break
        }
        return error.at(during: phase)
    }

    private static let cancelled = NetworkError(
        .cancelled, "the task was cancelled; no datagram was lost, and the socket stays open")

    private func ask<Value>(_ question: (Int32) -> Value?) -> Value? {
        // Absence is what the caller wants to know.
        let answer = try? socket.attempt(.write, doing: "ask the socket") { descriptor in
            Socket.Attempt.done(question(descriptor), mayGoOn: true)
        }
        return answer.flatMap { $0 }.flatMap { $0 }
    }
}
