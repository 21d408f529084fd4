import Testing

@testable internal import AgentNetwork

/// What happens when a kept connection ends around the next request.
@Suite(.timeLimit(.minutes(5)))
struct HTTPClientRetryTests {
    /// Serves one request on each connection, and does `second` with the next one that comes on the first.
    private static func server(
        _ heads: Recorder<[String]>, second: @escaping @Sendable (TestPeer) -> Void
    ) throws -> TestServer {
        try TestServer { peer, number in
            var count = 0
            while case let head = peer.readHead(), !head.isEmpty {
                heads.change { $0.append("\(number) \(head.prefix { $0 != " " })") }
                count += 1
                if number == 0, count == 2 { return second(peer) }
                if let length = head.firstMatch(of: /Content-Length: (\d+)/) {
                    _ = peer.read(count: Int(length.1) ?? 0)
                }
                peer.reply("\(number)")
            }
        }
    }

    private func send(_ client: HTTPClient, _ server: TestServer, _ method: HTTPMethod) async throws -> String {
        let request = HTTPRequest(
            method: method, url: try server.url(), body: method == .get || method == .head ? .empty : .bytes([1, 2]))
        return String(decoding: try await client.send(request).body, as: UTF8.self)
    }

    @Test(arguments: [HTTPMethod.get, .put, .delete, .options], ["end", "reset"])
    func `Idempotent requests are sent once more`(method: HTTPMethod, how: String) async throws {
        let heads = Recorder<[String]>([])
        let server = try Self.server(heads) { if how == "reset" { $0.reset() } }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        _ = try await send(client, server, .get)
        #expect(try await send(client, server, method) == "1")
        #expect(heads.value == ["0 GET", "0 \(method)", "1 \(method)"])
    }

    @Test(arguments: [HTTPMethod.post, .patch], ["end", "reset"])
    func `Others are not`(method: HTTPMethod, how: String) async throws {
        let heads = Recorder<[String]>([])
        let server = try Self.server(heads) { if how == "reset" { $0.reset() } }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        _ = try await send(client, server, .get)
        await expectError(.connectionClosed) { try await send(client, server, method) }
        #expect(heads.value.count == 2)
    }

    @Test(arguments: [
        "H", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nx",
    ])
    func `Nothing is repeated after a byte of an answer`(answer: String) async throws {
        let heads = Recorder<[String]>([])
        let server = try Self.server(heads) { $0.write(answer) }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        _ = try await send(client, server, .get)
        await expectError(.truncated) { try await send(client, server, .get) }
        #expect(heads.value == ["0 GET", "0 GET"])
    }

    @Test func `A stream is not repeated`() async throws {
        let heads = Recorder<[String]>([])
        let server = try Self.server(heads) { _ in }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        _ = try await send(client, server, .get)
        let request = HTTPRequest(method: .put, url: try server.url(), body: .stream { try await $0.write([1]) })
        await expectError(.connectionClosed) { try await client.send(request) }
        #expect(heads.value.count == 2)
    }

    @Test func `One that fails again fails`() async throws {
        let count = Recorder(0)
        let server = try TestServer { peer, number in
            peer.readHead()
            count.change { $0 += 1 }
            guard number == 0 else { return }
            peer.reply("x")
            peer.readHead()
            count.change { $0 += 1 }
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        _ = try await send(client, server, .get)
        await expectError(.connectionClosed) { try await send(client, server, .get) }
        #expect(count.value == 3)
    }

    @Test func `A TLS connection that just ends is stale too`() async throws {
        let authority = try TestCertificate.authority()
        let certificate = try authority.issue(names: "DNS:localhost")
        let count = Recorder(0)
        let server = try TLSTestServer(TLSTestServer.Settings(certificate: certificate)) { peer in
            while case let head = peer.read(until: "\r\n\r\n"), !head.isEmpty {
                count.change { $0 += 1 }
                if count.value == 2 { return }
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
            }
        }
        defer { server.stop() }
        var options = HTTPClientOptions.patient
        options.tls.roots = .pem(authority.pem)
        let client = HTTPClient(options: options)
        let request = HTTPRequest(url: try HTTPURL("https://localhost:\(server.endpoint.port)/"))
        for _ in 0..<2 { #expect(try await client.send(request).body == Array("x".utf8)) }
        #expect(count.value == 3)
    }

    @Test func `A place is not lost when the second connection fails`() async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.reply("x")
            peer.readHead()
        }
        var options = HTTPClientOptions.patient
        options.maxConnectionsPerOrigin = 1
        let client = HTTPClient(options: options)
        _ = try await send(client, server, .get)
        server.stop()
        for _ in 0..<3 { await #expect(throws: NetworkError.self) { try await send(client, server, .get) } }
    }
}
