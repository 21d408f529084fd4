import Testing

@testable internal import AgentNetwork

/// Servers that break the rules must not reach the next request, nor hold the client up for ever.
@Suite(.timeLimit(.minutes(5)))
struct HTTPClientHostilityTests {
    /// Answers the first request of each connection with `answer`, further ones with the connection's number.
    private static func server(_ answer: @escaping @Sendable (TestPeer) -> Void) throws -> TestServer {
        try TestServer { peer, number in
            guard !peer.readHead().isEmpty else { return }
            if number == 0 { answer(peer) } else { peer.reply("\(number)") }
            while !peer.readHead().isEmpty { peer.reply("kept \(number)") }
        }
    }

    private static let stranger = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nstranger"

    @Test(arguments: [
        // Content where there can be none, or after the end.
        (HTTPMethod.head, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nstranger"),
        (.get, "HTTP/1.1 204 No\r\nContent-Length: 8\r\n\r\nstranger"),
        (.get, "HTTP/1.1 304 No\r\nContent-Length: 8\r\n\r\nstranger"),
        (.get, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\(stranger)"),
        (.get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\(stranger)"),
        (.get, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n\(stranger)"),
        (.get, "HTTP/1.1 200 OK\r\nConnection: keep-alive, close\r\nContent-Length: 0\r\n\r\n"),
        (.get, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\r\n"),
    ])
    func `What comes after a response is not the next one`(method: HTTPMethod, answer: String) async throws {
        let server = try Self.server { $0.write(answer) }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        let first = try await client.send(HTTPRequest(method: method, url: server.url()))
        #expect(first.body.isEmpty)
        let second = try await client.send(HTTPRequest(url: server.url()))
        #expect(second.body == Array("1".utf8))
    }

    @Test(arguments: [
        "HTTP/1.1 204 No\r\nContent-Length: 8\r\n\r\n", "HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n",
    ])
    func `A response without content leaves the connection usable`(answer: String) async throws {
        let server = try Self.server { $0.write(answer) }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        #expect(try await client.send(HTTPRequest(url: server.url())).body.isEmpty)
        #expect(try await client.send(HTTPRequest(url: server.url())).body == Array("kept 0".utf8))
    }

    @Test func `Bytes that come while a connection idles end it`() async throws {
        let late = Signal()
        let written = Signal()
        let server = try Self.server { peer in
            peer.reply("first")
            late.wait()
            peer.write(Self.stranger)
            written.fire()
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        #expect(try await client.send(HTTPRequest(url: server.url())).body == Array("first".utf8))
        late.fire()
        await written.reached()
        #expect(try await client.send(HTTPRequest(url: server.url())).body == Array("1".utf8))
    }

    @Test func `Interim responses are limited`() async throws {
        let server = try Self.server { peer in
            let interim = Array("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".utf8)
            while peer.writeSome(interim) {}
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        await expectError(.limitExceeded, phase: .responseHead) {
            try await client.send(HTTPRequest(url: server.url()))
        }
        #expect(try await client.send(HTTPRequest(url: server.url())).body == Array("1".utf8))
    }

    @Test func `A change of the protocol nobody asked for is refused`() async throws {
        let server = try Self.server {
            $0.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n\(Self.stranger)")
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        await expectError(.invalidResponse, phase: .responseHead) {
            try await client.send(HTTPRequest(url: server.url()))
        }
        #expect(try await client.send(HTTPRequest(url: server.url())).body == Array("1".utf8))
    }

    @Test func `A change that was asked for ends the use of the connection`() async throws {
        let server = try Self.server { $0.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n") }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        let request = HTTPRequest(url: try server.url(), headers: ["Upgrade": "h2c", "Connection": "Upgrade"])
        #expect(try await client.send(request).status == 101)
        #expect(try await client.send(HTTPRequest(url: server.url())).body == Array("1".utf8))
    }

    @Test func `An answer before the upload is over ends the connection`() async throws {
        let server = try Self.server { peer in
            peer.reply("early")
            peer.readToEnd()
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        let upload = HTTPRequest(
            method: .post, url: try server.url(),
            body: .stream { writer in
                while true { try await writer.write([UInt8](repeating: 0, count: 1000)) }
            })
        #expect(try await client.send(upload).body == Array("early".utf8))
        #expect(try await client.send(HTTPRequest(url: server.url())).body == Array("1".utf8))
    }

    @Test func `A writer that is kept writes into no other request`() async throws {
        let bytes = Recorder(0)
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            _ = peer.read(until: "0\r\n\r\n")
            peer.reply("first")
            let count = peer.readToEnd()
            bytes.change { $0 = count }
            sawEnd.fire()
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        let kept = Recorder<HTTPBodyWriter?>(nil)
        let request = HTTPRequest(
            method: .post, url: try server.url(), body: .stream { writer in kept.change { $0 = writer } })
        _ = try await client.send(request)
        let writer = try #require(kept.value)
        await expectError(.invalidUse) { try await writer.write(Array("GET /admin HTTP/1.1\r\n\r\n".utf8)) }
        client.shutdown()
        await sawEnd.reached()
        #expect(bytes.value == 0)
    }

    @Test func `A content coding nobody asked for is passed on and named`() async throws {
        let coded: [UInt8] = [0x1F, 0x8B, 8, 0]
        let server = try TestServer { peer, _ in
            while case let head = peer.readHead(), !head.isEmpty {
                let coding = head.contains("/plain") ? "Identity" : "GZIP,\t br"
                peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: 4\r\n\r\n")
                peer.write(coded)
            }
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        let response = try await client.send(HTTPRequest(url: server.url()))
        #expect(response.contentCoding == "gzip, br")
        #expect(response.body == coded)
        let streamed = try await client.withResponse(to: HTTPRequest(url: server.url())) { $0.contentCoding }
        #expect(streamed == "gzip, br")
        #expect(try await client.send(HTTPRequest(url: server.url("/plain"))).contentCoding == nil)
        #expect(HTTPFullResponse(status: 200).contentCoding == nil)
    }
}
