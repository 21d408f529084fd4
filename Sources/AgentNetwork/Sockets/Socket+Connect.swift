internal import CAgentSystem

extension Socket {
    /// Opens a TCP connection to one address.
    static func connect(
        to address: SocketAddress,
        for endpoint: Endpoint,
        loop: EventLoop,
        limit: TimeLimit
    ) async throws(NetworkError) -> Socket {
        var raw = address.raw
        let descriptor = agent_socket_open_stream(agent_address_family(&raw))
        guard descriptor >= 0 else {
            throw NetworkError(errno: -descriptor, doing: "open a socket", endpoint: endpoint, phase: .connect)
        }
        let status = agent_socket_connect(descriptor, &raw)
        guard status == 0 || status == -EINPROGRESS else {
            agent_close(descriptor)
            throw NetworkError(errno: -status, doing: "connect", endpoint: endpoint, phase: .connect)
        }
        let socket = try Socket(owning: descriptor, endpoint: endpoint, loop: loop)
        do throws(NetworkError) {
            try await socket.perform(.write, limit: limit, doing: "connect") { descriptor in
                switch agent_socket_connect_status(descriptor) {
                case 0: .done((), mayGoOn: true)
                case -EINPROGRESS: .wouldBlock
                case let status: .failed(errno: -status)
                }
            }
        } catch {
            socket.close(error)
            throw error.at(endpoint, during: .connect)
        }
        return socket
    }
}
