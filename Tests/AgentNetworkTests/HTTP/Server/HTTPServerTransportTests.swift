internal import FoundationEssentials
import Testing

@testable internal import AgentNetwork

/// The same server over TLS and over a Unix socket.
@Suite(.timeLimit(.minutes(5)))
struct HTTPServerTransportTests {
    private func withServer(
        at endpoint: Endpoint,
        tls: TLSServerContext? = nil,
        _ body: @escaping @Sendable (HTTPServer, EventLoopGroup) async throws -> Void
    ) async throws {
        try await withGroup(loopCount: 2) { group in
            let server = try await HTTPServer.bind(to: endpoint, tls: tls, options: .patient, group: group) { request in
                let content = try await request.body.collect(maxBytes: 1 << 20)
                return .text("\(request.isSecure) \(request.peer.unixPath != nil) \(content.count)")
            }
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await server.run() }
                defer { tasks.cancelAll() }
                try await body(server, group)
                server.beginGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }

    @Test func `Requests over TLS, and a client that speaks plain HTTP to it`() async throws {
        let authority = try TestCertificate.authority()
        let identity = try authority.issue(names: "IP:127.0.0.1").identity()
        let context = try TLSServerContext(options: TLSServerOptions(identity: identity).patient)
        try await withServer(at: Endpoint(host: "127.0.0.1", port: 0), tls: context) { server, group in
            var options = HTTPClientOptions.patient
            options.tls.roots = .pem(authority.pem)
            let client = HTTPClient(options: options, group: group)
            let url = try HTTPURL("https://127.0.0.1:\(server.port)/")
            for size in [0, 300_000] {
                let body = HTTPBody.bytes([UInt8](repeating: 1, count: size))
                let response = try await client.send(HTTPRequest(method: .post, url: url, body: body))
                #expect(String(decoding: response.body, as: UTF8.self) == "true false \(size)")
            }
            client.shutdown()
            let plain = try await RawClient(server, group).exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(plain.hasPrefix("HTTP/1.1 400"))
            // The client has its answer a moment before the server has counted it.
            for _ in 0..<1_000_000 where server.statistics.handshakeFailures == 0 { await Task.yield() }
            #expect(server.statistics.handshakeFailures == 1)
            #expect(server.statistics.requests == 2)
        }
    }

    @Test func `Requests over a Unix socket, whose file is gone afterwards`() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "agent-\(UInt32.random(in: 0...(.max))).sock"
        ).path
        try await withServer(at: .unix(path: path)) { server, group in
            try await UnixSocket.withConnection(path: path, group: group) { connection in
                try await connection.write(Array("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8))
                var bytes: [UInt8] = []
                while let more = try await connection.read() { bytes += more }
                #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("\r\n\r\nfalse true 0"))
            }
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
