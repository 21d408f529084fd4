import AgentNetwork

/// Sends every message back to where it came from, at any path.
enum WebSocketEchoServer {
    static func run(port: UInt16) async throws {
        let server = try await HTTPServer.bind(to: Endpoint(host: "127.0.0.1", port: port)) { request in
            .webSocket(request) { socket in try await echo(socket) }
        }
        await server.run()
    }

    /// Echoes until the peer closes; what a peer does wrong ends its connection and is no failure of ours.
    static func echo(_ socket: WebSocket) async throws(NetworkError) {
        while let message = try await socket.receive() { try await socket.send(message) }
    }
}
