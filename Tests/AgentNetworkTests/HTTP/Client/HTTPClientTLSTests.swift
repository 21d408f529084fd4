import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientTLSTests {
    private func client(trusting authority: TestCertificate) -> HTTPClient {
        var options = HTTPClientOptions.patient
        options.tls.roots = .pem(authority.pem)
        return HTTPClient(options: options)
    }

    private func url(_ server: TLSTestServer) throws -> HTTPURL {
        try HTTPURL("https://localhost:\(server.endpoint.port)/")
    }

    @Test func `Requests over TLS, kept alive across session tickets`() async throws {
        let authority = try TestCertificate.authority()
        let certificate = try authority.issue(names: "DNS:localhost")
        let server = try TLSTestServer(TLSTestServer.Settings(certificate: certificate)) { peer in
            while case let head = peer.read(until: "\r\n\r\n"), !head.isEmpty {
                peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
            }
        }
        defer { server.stop() }
        let client = client(trusting: authority)
        for _ in 0..<5 {
            let response = try await client.send(HTTPRequest(url: url(server)))
            #expect(response.body == Array("ok".utf8))
        }
        #expect(server.server.acceptedCount == 1)
        client.shutdown()
    }

    @Test func `Large bodies both ways`() async throws {
        let authority = try TestCertificate.authority()
        let certificate = try authority.issue(names: "DNS:localhost")
        let size = 4_000_000
        let server = try TLSTestServer(TLSTestServer.Settings(certificate: certificate)) { peer in
            _ = peer.read(until: "\r\n\r\n")
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
            peer.write([UInt8](repeating: 3, count: size))
            _ = peer.readToEnd()
        }
        defer { server.stop() }
        let request = HTTPRequest(
            method: .post, url: try url(server), body: .bytes([UInt8](repeating: 4, count: 2 * size)))
        let response = try await client(trusting: authority).send(request)
        #expect(response.body.count == size)
    }

    @Test func `A body that only the end ends must end properly`() async throws {
        let authority = try TestCertificate.authority()
        let certificate = try authority.issue(names: "DNS:localhost")
        let polite = Recorder(false)
        let server = try TLSTestServer(TLSTestServer.Settings(certificate: certificate)) { peer in
            _ = peer.read(until: "\r\n\r\n")
            peer.write("HTTP/1.1 200 OK\r\n\r\nall")
            if polite.value { peer.sayGoodbye() }
        }
        defer { server.stop() }
        await expectError(.truncated, phase: .responseBody) {
            try await client(trusting: authority).send(HTTPRequest(url: url(server)))
        }
        polite.change { $0 = true }
        let response = try await client(trusting: authority).send(HTTPRequest(url: url(server)))
        #expect(response.body == Array("all".utf8))
    }

    @Test func `A certificate that is not trusted fails the request`() async throws {
        let authority = try TestCertificate.authority()
        let certificate = try authority.issue(names: "DNS:localhost")
        let server = try TLSTestServer(TLSTestServer.Settings(certificate: certificate)) { _ in }
        defer { server.stop() }
        let error = await expectError(.tlsVerificationFailed) {
            try await HTTPClient(options: .patient).send(HTTPRequest(url: url(server)))
        }
        #expect(error?.endpoint?.host == "localhost")
        var options = HTTPClientOptions.patient
        options.tls.roots = .pem([])
        await expectError(.tlsFailed) { try await HTTPClient(options: options).send(HTTPRequest(url: url(server))) }
    }
}
