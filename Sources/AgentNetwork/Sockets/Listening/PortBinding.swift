internal import CAgentSystem

/// Binds the sockets of one listener, and gives them up together when one cannot be had.
struct PortBinding {
    private let endpoint: Endpoint
    private let group: EventLoopGroup
    private let backlog: Int
    private var sockets: [Socket] = []
    private(set) var localAddresses: [SocketAddress] = []
    /// Why an optional address was left out, in case all are.
    private var firstError: NetworkError?

    init(endpoint: Endpoint, group: EventLoopGroup, backlog: Int) {
        self.endpoint = endpoint
        self.group = group
        self.backlog = backlog
    }

    /// Listens on an address: one socket for each loop where they may share the port.
    ///
    /// - Parameter isOptional: An address that this machine turns out not to have is left out, as `::1` often is.
    mutating func add(_ address: SocketAddress, isOptional: Bool) throws(NetworkError) {
        // A free port, once chosen, is the same for all addresses.
        let port = localAddresses.first?.port ?? address.port
        let wanted = SocketAddress(address.host, port: port) ?? address
        do throws(NetworkError) {
            try bind(wanted)
        } catch {
            firstError = firstError ?? error
            guard isOptional, error.code == .unreachable else { throw error }
        }
    }

    /// The listening sockets, at least one.
    func finish() throws(NetworkError) -> [Socket] {
        if sockets.isEmpty, let firstError { throw firstError }
        return sockets
    }

    private mutating func bind(_ address: SocketAddress) throws(NetworkError) {
        let shares = agent_listeners_share_ports()
        let first = try open(address, on: group.loops[0]) { descriptor, raw in
            // Bound before it shares: a port that somebody else has is refused even where that one would share it.
            let status = agent_socket_bind(descriptor, raw)
            return status == 0 && shares ? agent_socket_share_port(descriptor) : status
        }
        localAddresses.append(first.address)
        sockets.append(first.socket)
        guard shares else { return }
        for loop in group.loops.dropFirst() {
            let next = try open(first.address, on: loop) { descriptor, raw in
                let status = agent_socket_share_port(descriptor)
                return status == 0 ? agent_socket_bind(descriptor, raw) : status
            }
            sockets.append(next.socket)
        }
    }

    private func open(
        _ address: SocketAddress,
        on loop: EventLoop,
        _ bind: (Int32, UnsafePointer<agent_address>) -> Int32
    ) throws(NetworkError) -> (socket: Socket, address: SocketAddress) {
        var raw = address.raw
        let descriptor = agent_socket_open_stream(agent_address_family(&raw))
        guard descriptor >= 0 else {
            throw NetworkError(errno: -descriptor, doing: "open a listening socket", endpoint: endpoint, phase: .listen)
        }
        var status = bind(descriptor, &raw)
        if status == 0 { status = agent_socket_listen(descriptor, Int32(clamping: backlog)) }
        if status == 0 { status = agent_socket_local_address(descriptor, &raw) }
        guard status == 0 else {
            agent_close(descriptor)
            throw NetworkError(errno: -status, doing: "listen", endpoint: endpoint, phase: .listen)
        }
        let socket = try Socket(owning: descriptor, endpoint: endpoint, loop: loop)
        return (socket, SocketAddress(raw: raw))
    }
}
