import AgentNetwork
import Foundation

/// What the benchmark program is when it runs as a server: a process of its own, as its peers are.
enum ServerRole: String, Sendable {
    /// Answers every request with a JSON document of 250 bytes.
    case plain
    /// Passes every request on to the port given behind it.
    case proxy
    /// Sends every WebSocket message back.
    case echo
    /// Sends every MXP message back, over UDP.
    case mxp

    /// A JSON document of exactly 250 bytes.
    static let document = #"{"message":""# + String(repeating: "x", count: 236) + #""}"#

    /// Serves until the process is ended; prints the port first.
    func run(_ arguments: [String]) async throws {
        switch self {
        case .plain:
            let body = Array(Self.document.utf8)
            try await serve { _ in .json(body) }
        case .proxy:
            guard let port = arguments.first, let upstream = try? HTTPURL("http://127.0.0.1:\(port)") else {
                preconditionFailure("the proxy needs the port of its upstream")
            }
            let proxy = BenchmarkProxy(upstream: upstream)
            try await serve { try await proxy.forward($0) }
        case .echo:
            try await serve { request in
                .webSocket(request) { socket in
                    while let message = try await socket.receive() { try await socket.send(message) }
                }
            }
        case .mxp:
            try await MXPEcho.serve()
        }
    }

    private func serve(_ handler: @escaping HTTPHandler) async throws {
        let server = try await HTTPServer.bind(to: Endpoint(host: "127.0.0.1", port: 0), handler: handler)
        Self.announce(port: server.port)
        await server.run()
    }

    /// Tells the parent process where to connect.
    static func announce(port: UInt16) {
        var line = Array("\(port)\n".utf8)
        line.withUnsafeMutableBytes { _ = write(1, $0.baseAddress, $0.count) }
    }
}
