import AgentNetwork

/// Many kept connections to one server.
struct IdleConnections: Sendable {
    private let connections: [TCPConnection]
    /// Lives as long as its connections.
    let server: ChildProcess
    private static let request = Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)

    /// Opens the connections and has a request answered on each.
    init(server: ChildProcess, count: Int) async throws {
        self.server = server
        var connections: [TCPConnection] = []
        let endpoint = Endpoint(host: "127.0.0.1", port: UInt16(server.port))
        for _ in 0..<count {
            let connection = try await TCPConnection.connect(to: endpoint)
            try await Self.exchange(on: connection)
            connections.append(connection)
        }
        self.connections = connections
    }

    /// Sends a request on some of the connections and returns how long the slowest took, in nanoseconds.
    func slowestRequest(of count: Int) async throws -> Int {
        let clock = ContinuousClock()
        var slowest = 0
        for index in stride(from: 0, to: connections.count, by: max(1, connections.count / count)) {
            let start = clock.now
            try await Self.exchange(on: connections[index])
            slowest = max(slowest, Int((clock.now - start).components.attoseconds / 1_000_000_000))
        }
        return slowest
    }

    private static func exchange(on connection: TCPConnection) async throws {
        try await connection.write(request)
        // The whole response is one small segment.
        guard try await connection.read() != nil else {
            throw ChildProcess.Failure(description: "expected a response on a kept connection, it was closed")
        }
    }
}
