internal import CAgentSystem

extension UDPSocket {
    /// Opens a socket at an address of this machine.
    ///
    /// - Parameters:
    ///   - endpoint: An address or a name of this machine, `0.0.0.0` for all of its IPv4 addresses, `::` for those of both
    ///     families. Port 0 takes a free port. Of a name's addresses the first that can be had is taken.
    ///   - options: Sizes and habits.
    ///   - group: Whose loop wakes the socket's tasks; by default ``EventLoopGroup/shared``.
    /// - Returns: A socket to be closed with ``close()``.
    /// - Throws: `addressInUse`, `resolveFailed`, `unreachable` for an address that this machine does not have, `timedOut`,
    ///   `cancelled`, `system`.
    public static func bind(
        to endpoint: Endpoint,
        options: UDPOptions = UDPOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> UDPSocket {
        try await open(at: endpoint, phase: .listen, options: options, group: group) { opening throws(NetworkError) in
            try opening.bind(to: opening.address)
            return nil
        }
    }

    /// Opens a socket that exchanges datagrams with one peer only, and learns when that refuses them.
    ///
    /// Nothing is sent: whether the peer is there shows later.
    ///
    /// - Parameters:
    ///   - endpoint: The peer, by name or address; of a name's addresses the first that can be had is taken.
    ///   - local: Where to receive; nil leaves address and port to the system. Must be an address literal.
    ///   - options: Sizes and habits.
    ///   - group: Whose loop wakes the socket's tasks; by default ``EventLoopGroup/shared``.
    /// - Returns: A socket to be closed with ``close()``.
    /// - Throws: `addressInUse`, `resolveFailed`, `unreachable`, `timedOut`, `cancelled`, `invalidUse`, `system`.
    public static func connect(
        to endpoint: Endpoint,
        from local: Endpoint? = nil,
        options: UDPOptions = UDPOptions(),
        group: EventLoopGroup? = nil
    ) async throws(NetworkError) -> UDPSocket {
        var origin: SocketAddress?
        if let local {
            origin = SocketAddress(local.host, port: local.port)
            guard origin != nil else {
                throw NetworkError(
                    .invalidUse, "expected an address literal to send from, found '\(local)'", endpoint: local)
            }
        }
        return try await open(at: endpoint, phase: .connect, options: options, group: group) {
            opening throws(NetworkError) in
            if let origin { try opening.bind(to: origin) }
            var raw = opening.address.raw
            let status = agent_socket_connect(opening.descriptor, &raw)
            guard status == 0 else {
                throw NetworkError(errno: -status, doing: "connect", endpoint: endpoint, phase: .connect)
            }
            return opening.address
        }
    }

    /// A descriptor that has no owner yet.
    private struct Opening {
        let descriptor: Int32
        let address: SocketAddress
        let options: UDPOptions

        func bind(to local: SocketAddress) throws(NetworkError) {
            var raw = local.raw
            let status = agent_udp_bind(descriptor, &raw, options.reusesAddress, options.sharesPort)
            guard status == 0 else {
                throw NetworkError(errno: -status, doing: "bind", endpoint: Endpoint(local), phase: .listen)
            }
        }

        func configure() throws(NetworkError) {
            var status = agent_udp_set_buffers(
                descriptor,
                Int32(clamping: options.receiveBufferBytes ?? 0),
                Int32(clamping: options.sendBufferBytes ?? 0)
            )
            if status == 0, options.allowsBroadcast { status = agent_udp_allow_broadcast(descriptor) }
            guard status == 0 else { throw NetworkError(errno: -status, doing: "set the options of a UDP socket") }
        }
    }

    /// - Parameter place: Binds or connects the descriptor, and returns the peer.
    private static func open(
        at endpoint: Endpoint,
        phase: NetworkError.Phase,
        options: UDPOptions,
        group: EventLoopGroup?,
        _ place: (Opening) throws(NetworkError) -> SocketAddress?
    ) async throws(NetworkError) -> UDPSocket {
        precondition(
            (1...DatagramArea.maxBytes).contains(options.maxDatagramBytes),
            "a datagram has room for 1 to \(DatagramArea.maxBytes) bytes")
        guard endpoint.unixPath == nil else {
            throw NetworkError(.invalidUse, "expected a host and a port for UDP, found \(endpoint)", endpoint: endpoint)
        }
        let loop = try EventLoopGroup.resolve(group).next()
        let addresses = try await NameResolver.shared.resolve(
            endpoint, loop: loop, limit: .total(options.resolveTimeout, .resolve))
        var firstError: NetworkError?
        for address in addresses {
            do throws(NetworkError) {
                return try open(at: address, for: endpoint, loop: loop, options: options, place)
            } catch {
                firstError = firstError ?? error.at(endpoint, during: phase)
            }
        }
        throw firstError ?? NetworkError(.resolveFailed, "found no address for \(endpoint)", endpoint: endpoint)
    }

    private static func open(
        at address: SocketAddress,
        for endpoint: Endpoint,
        loop: EventLoop,
        options: UDPOptions,
        _ place: (Opening) throws(NetworkError) -> SocketAddress?
    ) throws(NetworkError) -> UDPSocket {
        var raw = address.raw
        let descriptor = agent_udp_open(agent_address_family(&raw))
        guard descriptor >= 0 else { throw NetworkError(errno: -descriptor, doing: "open a UDP socket") }
        let peer: SocketAddress?
        do throws(NetworkError) {
            let opening = Opening(descriptor: descriptor, address: address, options: options)
            try opening.configure()
            peer = try place(opening)
        } catch {
            agent_close(descriptor)
            throw error
        }
        let status = agent_socket_local_address(descriptor, &raw)
        guard status == 0 else {
            agent_close(descriptor)
            throw NetworkError(errno: -status, doing: "read the address of a UDP socket")
        }
        let socket = try Socket(owning: descriptor, endpoint: endpoint, loop: loop)
        return UDPSocket(socket: socket, localAddress: SocketAddress(raw: raw), peer: peer, options: options)
    }
}
