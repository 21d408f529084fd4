import AgentNetwork

/// Clients that send a message and wait for it to come back, again and again.
struct WebSocketLoad: Sendable {
    let sockets: [WebSocket]
    /// Lives as long as its load.
    private let server: ChildProcess

    init(server: ChildProcess, connections: Int) async throws {
        self.server = server
        let client = WebSocketClient()
        let url = try WebSocketURL("ws://127.0.0.1:\(server.port)/")
        var sockets: [WebSocket] = []
        for _ in 0..<connections { sockets.append(try await client.connect(to: url)) }
        self.sockets = sockets
    }

    /// Returns the number of messages that came back.
    func run(messagesEach count: Int) async throws -> Int {
        let message = WebSocketMessage.binary([UInt8](repeating: 7, count: 64))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for socket in sockets {
                group.addTask {
                    for _ in 0..<count {
                        try await socket.send(message)
                        _ = try await socket.receive()
                    }
                }
            }
            try await group.waitForAll()
        }
        return count * sockets.count
    }
}
