internal import CAgentSystem

extension UDPSocket {
    /// Sends one datagram, waiting while the system has no room for it.
    ///
    /// - Parameters:
    ///   - bytes: The content; UDP over IPv4 carries up to 65,507 bytes, and what is over the path's packet size is split
    ///     below and lost as a whole with any of its parts.
    ///   - address: The receiver; nil on a connected socket.
    /// - Throws: `limitExceeded` when the datagram is too long, `connectionClosed`, `shutDown`, `cancelled`, `invalidUse`; on a
    ///   connected socket also `connectionRefused` and `unreachable`, which concern datagrams sent before. The datagram is then
    ///   not sent.
    public func send(_ bytes: [UInt8], to address: SocketAddress? = nil) async throws(NetworkError) {
        let target = try receiver(address)
        while true {
            try await checkpoint()
            do throws(NetworkError) {
                let taken: Void? = try socket.attempt(.write, doing: "send a datagram") { descriptor in
                    Self.send(descriptor, bytes, to: target)
                }
                if taken != nil {
                    count { $0.sent += 1 }
                    return
                }
                try await writers.wait(limit: nil)
            } catch {
                throw tooLong(error, bytes.count) ?? note(error, during: .write)
            }
        }
    }

    /// Sends datagrams in their order, several with each call of the system, waiting while that has no room.
    ///
    /// - Parameter datagrams: On a connected socket all of them are for the peer.
    /// - Throws: As ``send(_:to:)``; the message says which datagram it is about. Those before it are sent, those from it on
    ///   are not.
    public func send(_ datagrams: [Datagram]) async throws(NetworkError) {
        for datagram in datagrams { _ = try receiver(datagram.address) }
        var sent = 0
        while sent < datagrams.count {
            try await checkpoint()
            do throws(NetworkError) {
                if let count = try sendNow(datagrams[sent...]) {
                    sent += count
                    self.count { $0.sent += count }
                } else {
                    try await writers.wait(limit: nil)
                }
            } catch {
                let error = tooLong(error, datagrams[sent].bytes.count) ?? note(error, during: .write)
                throw NetworkError(
                    error.code,
                    "datagram \(sent + 1) of \(datagrams.count): \(error.message)",
                    endpoint: error.endpoint,
                    phase: error.phase,
                    underlying: error.underlying
                )
            }
        }
    }

    /// Hands the next of the datagrams to the system and returns how many it took; nil when it has no room.
    private func sendNow(_ datagrams: ArraySlice<Datagram>) throws(NetworkError) -> Int? {
        let area = try DatagramArea()
        var count = 0
        for datagram in datagrams.prefix(DatagramArea.capacity) {
            let address = peer == nil ? datagram.address : nil
            guard area.put(datagram.bytes, for: address, at: count) else { break }
            count += 1
        }
        guard count > 0 else { throw NetworkError(errno: EMSGSIZE, doing: "send a datagram") }
        return try socket.attempt(.write, doing: "send datagrams") { descriptor in
            let status = agent_udp_send_area(descriptor, 0, Int32(count))
            guard status >= 0 else { return Socket.Attempt(errno: -status) }
            // It may also have stopped because it was interrupted or at a datagram that will fail: the next call finds out.
            return .done(Int(status), mayGoOn: true)
        }
    }

    private static func send(
        _ descriptor: Int32, _ bytes: [UInt8], to address: SocketAddress?
    ) -> Socket.Attempt<Void> {
        let status = bytes.withUnsafeBytes { buffer in
            guard var raw = address?.raw else {
                return agent_udp_send(descriptor, buffer.baseAddress, buffer.count, nil)
            }
            return agent_udp_send(descriptor, buffer.baseAddress, buffer.count, &raw)
        }
        return Socket.Attempt(status: status) { _ in () }
    }

    /// The address to name to the system: nil for the peer of a connected socket.
    private func receiver(_ address: SocketAddress?) throws(NetworkError) -> SocketAddress? {
        guard let peer else {
            if let address { return address }
            throw NetworkError(
                .invalidUse, "expected a receiver, found none; name one, or connect the socket to its only peer")
        }
        guard address == nil || address == peer else {
            throw NetworkError(
                .invalidUse, "expected the peer \(peer) of the connected socket as the receiver, found another address")
        }
        return nil
    }

    private func tooLong(_ error: NetworkError, _ count: Int) -> NetworkError? {
        guard error.underlying == .system(errno: EMSGSIZE) else { return nil }
        return NetworkError(
            .limitExceeded,
            "expected a datagram that UDP can carry (65507 bytes over IPv4), found \(count) bytes; split it",
            phase: .write,
            underlying: error.underlying
        )
    }
}
