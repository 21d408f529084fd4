internal import CAgentSystem

/// A stream socket for a driver that does its own waiting, such as the frame transports: calls that never block, and actions
/// instead of suspended tasks.
///
/// Whoever drives a connection through its port is its only reader and its only writer.
package struct StreamPort: Sendable {
    /// What a read came to.
    package enum Arrival {
        case bytes(Int)
        /// Nothing is there yet.
        case nothing
        /// The peer has ended its stream.
        case end
    }

    /// Something that happens later, unless it is cancelled.
    package struct Timer: Sendable {
        private let loop: EventLoop
        private let id: EventLoop.TimerID

        fileprivate init(loop: EventLoop, id: EventLoop.TimerID) {
            self.loop = loop
            self.id = id
        }

        package func cancel() {
            loop.cancel(id)
        }
    }

    /// The most that one read takes.
    package static let maxRead = Int(AGENT_SCRATCH_SIZE)

    private let socket: Socket
    private let emptiesByShortReads: Bool

    init(_ stream: some SocketStream) {
        socket = stream.socket
        emptiesByShortReads = type(of: stream).emptiesByShortReads
    }

    package var endpoint: Endpoint { socket.endpoint }

    /// Appends up to `max` bytes that have arrived; without a call when nothing was reported since the last read.
    package func read(max: Int, appendingTo buffer: inout [UInt8]) throws(NetworkError) -> Arrival {
        try take(max: max) { buffer.append(contentsOf: $0) }
    }

    /// Takes bytes that have arrived and forgets them.
    package func discard() throws(NetworkError) -> Arrival {
        try take(max: Self.maxRead) { _ in }
    }

    /// Sends what can be sent without waiting and drops it from `bytes`.
    package func write(_ bytes: inout ArraySlice<UInt8>) throws(NetworkError) {
        while !bytes.isEmpty {
            let rest = bytes
            let sent = try socket.attempt(.write, doing: "send") { descriptor in
                let status = rest.withUnsafeBytes { buffer in
                    buffer.baseAddress.map { agent_socket_send(descriptor, $0, buffer.count) } ?? 0
                }
                guard status >= 0 else { return Socket.Attempt<Int>(errno: Int32(-status)) }
                return .done(status, mayGoOn: status == rest.count)
            }
            guard let sent else { return }
            bytes = bytes.dropFirst(sent)
        }
    }

    /// Calls `action` once when there may be something to read, the time is over or the connection is closed; false, and no
    /// call, when a read is worth trying at once.
    package func whenReadable(
        within limit: Duration?, _ action: @escaping @Sendable (Result<Void, NetworkError>) -> Void
    ) throws(NetworkError) -> Bool {
        try socket.whenReady(.read, limit: limit.map { .total($0, .read) }, action)
    }

    /// Calls `action` once when there may be room to write, the time is over or the connection is closed; false, and no call,
    /// when a write is worth trying at once.
    package func whenWritable(
        within limit: Duration?, _ action: @escaping @Sendable (Result<Void, NetworkError>) -> Void
    ) throws(NetworkError) -> Bool {
        // A peer that has closed takes nothing any more, and then this wait ends for another reason.
        socket.expectHangUp()
        return try socket.whenReady(.write, limit: limit.map { .total($0, .write) }, action)
    }

    /// Calls `action` once, on the loop's thread, when the peer ends its side or the connection breaks while nobody waits to
    /// read.
    ///
    /// The portable poller notices it only after everything before was read.
    package func onHangUp(_ action: @escaping @Sendable () -> Void) {
        socket.onHangUp(action)
    }

    /// Ends this side of the stream.
    package func finishWriting() throws(NetworkError) {
        _ = try socket.attempt(.write, doing: "end the stream") { descriptor in
            Socket.Attempt(status: agent_socket_finish_sending(descriptor)) { _ in () }
        }
    }

    /// Makes the close that follows tell the peer that something is missing, where the protocol has a way.
    package func resetOnClose() {
        // A connection that is closed already has told it.
        _ = try? socket.attempt(.write, doing: "prepare a reset") { descriptor in
            Socket.Attempt(status: agent_socket_reset_on_close(descriptor)) { _ in () }
        }
    }

    /// Calls `action` on the loop's thread after a time, or when the loop stops.
    package func startTimer(after delay: Duration, _ action: @escaping @Sendable () -> Void) -> Timer? {
        socket.loop.schedule(at: .now + delay) { _ in action() }.map { Timer(loop: socket.loop, id: $0) }
    }

    /// Lets other tasks run when this one has not waited for long.
    package func makeWay() async {
        await socket.makeWay()
    }

    /// Closes at once, and fails what waits with `reason`.
    package func close(_ reason: NetworkError) {
        socket.close(reason)
    }

    private func take(
        max: Int, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(NetworkError) -> Arrival {
        let capacity = min(max, Self.maxRead)
        let count = try socket.attempt(.read, doing: "receive", onlyIfWorthIt: true) { descriptor in
            let scratch = agent_thread_scratch()
            let status = agent_socket_receive(descriptor, scratch, capacity)
            guard status >= 0 else { return Socket.Attempt<Int>(errno: Int32(-status)) }
            body(UnsafeRawBufferPointer(start: scratch, count: status))
            return .done(status, mayGoOn: status == capacity || status == 0 || !emptiesByShortReads)
        }
        guard let count else { return .nothing }
        return count == 0 ? .end : .bytes(count)
    }
}

extension TCPConnection {
    /// The connection for a driver that takes it over.
    package var port: StreamPort { StreamPort(self) }
}

extension UnixConnection {
    /// The connection for a driver that takes it over.
    package var port: StreamPort { StreamPort(self) }
}
