internal import CAgentSystem

/// A connected stream socket of any family, as a stream of bytes.
protocol SocketStream: TLSTransport {
    var socket: Socket { get }
    /// Whether a read that got less than it asked for means that nothing is left.
    ///
    /// True for TCP. A Unix socket also stops where the sender's credentials change.
    static var emptiesByShortReads: Bool { get }
}

extension SocketStream {
    var loop: EventLoop { socket.loop }

    func read(max: Int, limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) -> [UInt8]? {
        precondition(max > 0, "a read asks for at least one byte")
        if isShielded { await socket.makeWay() } else { try await socket.checkpoint() }
        while true {
            let bytes = try socket.receive(
                max: max, emptiesByShortReads: Self.emptiesByShortReads, onlyIfWorthIt: true)
            if let bytes { return bytes.isEmpty ? nil : bytes }
            try await socket.waitUntilReady(.read, limit: limit, isShielded: isShielded)
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) {
        var rest = bytes
        while !rest.isEmpty {
            if isShielded { await socket.makeWay() } else { try await socket.checkpoint() }
            guard let left = try writeNow(rest) else { return }
            rest = left
            try await socket.waitUntilReady(.write, limit: limit, isShielded: isShielded)
        }
    }

    func writeNow(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> ArraySlice<UInt8>? {
        var rest = bytes
        while !rest.isEmpty, let sent = try socket.send(rest) {
            rest = rest.dropFirst(sent)
        }
        return rest.isEmpty ? nil : rest
    }

    /// What has arrived already, without waiting: nil when there is nothing, empty at the end of the stream.
    func readNow(max: Int) throws(NetworkError) -> [UInt8]? {
        try socket.receive(max: max, emptiesByShortReads: Self.emptiesByShortReads, onlyIfWorthIt: false)
    }

    func receiveNow(into buffer: UnsafeMutableRawBufferPointer, onlyIfWorthIt: Bool) throws(NetworkError) -> Int? {
        try socket.receive(
            into: buffer, emptiesByShortReads: Self.emptiesByShortReads, onlyIfWorthIt: onlyIfWorthIt)
    }

    /// See ``Socket/checkpoint()``; for callers of `writeNow`.
    func checkpoint() async throws(NetworkError) {
        try await socket.checkpoint()
    }

    /// See ``Socket/makeWay()``; for callers of `writeNow`.
    func makeWay() async {
        await socket.makeWay()
    }

    func waitUntilReadable(limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) {
        try await socket.waitUntilReady(.read, limit: limit, isShielded: isShielded)
    }

    /// Waits until a write may succeed, after one that found no room.
    func waitUntilWritable(limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) {
        try await socket.waitUntilReady(.write, limit: limit, isShielded: isShielded)
    }

    func finishWriting(limit: TimeLimit?) async throws(NetworkError) {
        try finishWritingNow()
    }

    /// Ends this side; never waits, because the system sends the end after what it holds.
    func finishWritingNow() throws(NetworkError) {
        _ = try socket.attempt(.write, doing: "end the stream") { descriptor in
            Socket.Attempt(status: agent_socket_finish_sending(descriptor)) { _ in () }
        }
    }

    func isQuiet() -> Bool {
        // On its own loop the socket has heard of all that came up to this turn.
        if loop.reportsHangUps, loop.isCurrent, !socket.isWorthReading { return true }
        // Any byte here came unasked for, so nothing is lost by taking it: the stream is not used again.
        do throws(NetworkError) { return try readNow(max: 1) == nil } catch { return false }
    }

    func onHangUp(_ action: @escaping @Sendable () -> Void) {
        socket.onHangUp(action)
    }

    func expectHangUp() {
        socket.expectHangUp()
    }

    func close(_ reason: NetworkError) {
        socket.close(reason)
    }

    /// An address of the socket; nil once closed.
    func address(_ call: (Int32, UnsafeMutablePointer<agent_address>) -> Int32) -> SocketAddress? {
        // Absence is what the caller wants to know.
        let address = try? socket.attempt(.write, doing: "read the address") { descriptor in
            var raw = agent_address()
            return Socket.Attempt(status: call(descriptor, &raw)) { _ in SocketAddress(raw: raw) }
        }
        return address ?? nil
    }
}
