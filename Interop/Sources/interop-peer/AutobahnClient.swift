import AgentNetwork

/// Walks through the cases of an Autobahn fuzzing server: one connection for each, on which it echoes.
struct AutobahnClient {
    /// The URL of the server, without a path.
    let server: String
    /// The name for the reports; plain letters.
    let agent: String
    private let client = WebSocketClient()

    init(server: String, agent: String) {
        self.server = server
        self.agent = agent
    }

    /// Runs all cases, and has the server write its reports.
    func run() async throws {
        let count = try await caseCount()
        for number in 1...count {
            let url = try WebSocketURL("\(server)/runCase?case=\(number)&agent=\(agent)")
            do {
                try await client.withWebSocket(to: url) { socket in try await WebSocketEchoServer.echo(socket) }
            } catch let error as NetworkError where error.code != .unreachable {
                // Most cases break the protocol on purpose; whether we failed as we should is for the server to tell.
                print("case \(number): \(error)")
            }
        }
        try await client.withWebSocket(to: WebSocketURL("\(server)/updateReports?agent=\(agent)")) { socket in
            while try await socket.receive() != nil {}
        }
    }

    private func caseCount() async throws -> Int {
        try await client.withWebSocket(to: WebSocketURL("\(server)/getCaseCount")) { socket in
            guard case .text(let text) = try await socket.receive(), let count = Int(text), count > 0 else {
                throw UnexpectedAnswer()
            }
            return count
        }
    }

    private struct UnexpectedAnswer: Error, CustomStringConvertible {
        let description = "expected the number of cases as text. try the URL of a fuzzing server without a path"
    }
}
