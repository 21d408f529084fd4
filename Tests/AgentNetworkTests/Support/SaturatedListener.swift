internal import AgentNetwork
internal import CAgentSystem
internal import Foundation

/// A listener that never accepts and whose queue is full: the system drops further connection attempts in silence.
struct SaturatedListener {
    let endpoint: Endpoint
    private let descriptors: [Int32]

    init() throws {
        let listener = try TestServer.listen(.v4, backlog: 0)
        var address = agent_address()
        _ = agent_socket_local_address(listener, &address)
        endpoint = Endpoint(host: "127.0.0.1", port: agent_address_port(&address))
        // A backlog of n takes n + 1 connections; the last attempts stay unanswered and keep the queue full.
        descriptors =
            [listener]
            + (0..<3).map { _ in
                let descriptor = agent_socket_open_stream(agent_address_family(&address))
                _ = agent_socket_connect(descriptor, &address)
                return descriptor
            }
    }

    func close() {
        for descriptor in descriptors { agent_close(descriptor) }
    }
}
