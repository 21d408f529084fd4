import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientRedirectTests {
    /// Answers by the request's target: `/to/STATUS/LOCATION` redirects, anything else is echoed with the head it came in.
    private static func server(_ heads: Recorder<[String]>) throws -> TestServer {
        try TestServer { peer, number in
            while case let head = peer.readHead(), !head.isEmpty {
                heads.change { $0.append(head) }
                if let length = head.firstMatch(of: /Content-Length: (\d+)/) {
                    _ = peer.read(count: Int(length.1) ?? 0)
                }
                if let match = head.firstMatch(of: #//to/(\d+)/([^ ]*) /#) {
                    peer.write("HTTP/1.1 \(match.1) Moved\r\nLocation: \(match.2)\r\nContent-Length: 5\r\n\r\nmoved")
                } else {
                    peer.reply("\(number)")
                }
            }
        }
    }

    private func client(_ change: (inout HTTPClientOptions) -> Void = { _ in }) -> HTTPClient {
        var options = HTTPClientOptions.patient
        options.redirects = .follow()
        change(&options)
        return HTTPClient(options: options)
    }

    @Test func `Redirects are followed on the same connection, when asked for`() async throws {
        let heads = Recorder<[String]>([])
        let server = try Self.server(heads)
        defer { server.stop() }
        let url = try server.url("/to/302//to/307//there")
        let response = try await client().send(HTTPRequest(url: url))
        #expect(response.status == 200)
        #expect(try response.url == server.url("/there"))
        #expect(response.body == Array("0".utf8))
        #expect(server.acceptedCount == 1)
        let direct = try await HTTPClient(options: .patient).send(HTTPRequest(url: url))
        #expect(direct.status == 302)
        #expect(direct.url == url)
        var request = HTTPRequest(url: url)
        request.redirects = HTTPRedirectPolicy.none
        #expect(try await client().send(request).status == 302)
    }

    @Test func `A post becomes a get, or is repeated with its body`() async throws {
        let heads = Recorder<[String]>([])
        let server = try Self.server(heads)
        defer { server.stop() }
        for status in [303, 308] {
            let request = HTTPRequest(
                method: .post, url: try server.url("/to/\(status)//there"), headers: ["Content-Type": "text/plain"],
                body: .bytes(Array("body".utf8)))
            _ = try await client().send(request)
        }
        #expect(heads.value[1].hasPrefix("GET /there HTTP/1.1\r\n"))
        #expect(!heads.value[1].contains("Content-"))
        #expect(heads.value[3].hasPrefix("POST /there HTTP/1.1\r\n"))
        #expect(heads.value[3].contains("Content-Length: 4\r\n"))
    }

    @Test func `A key does not reach another origin`() async throws {
        let heads = Recorder<[String]>([])
        let strange = Recorder<[String]>([])
        let server = try Self.server(heads)
        let other = try Self.server(strange)
        defer {
            server.stop()
            other.stop()
        }
        let request = HTTPRequest(
            url: try server.url("/to/307/\(other.url("/there"))"),
            headers: ["Authorization": "Bearer k", "x-api-key": "k", "X-Other": "o"])
        #expect(try await client().send(request).url == other.url("/there"))
        #expect(heads.value[0].contains("Bearer k"))
        #expect(!strange.value[0].contains("k\r\n"))
        #expect(strange.value[0].contains("X-Other: o\r\n"))
        #expect(strange.value[0].contains("Host: \(other.endpoint)\r\n"))
    }

    @Test func `A loop ends`() async throws {
        let heads = Recorder<[String]>([])
        let server = try TestServer { peer, _ in
            while !peer.readHead().isEmpty {
                heads.change { $0.append("") }
                peer.write("HTTP/1.1 302 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")
            }
        }
        defer { server.stop() }
        await expectError(.limitExceeded) { try await client().send(HTTPRequest(url: server.url())) }
        #expect(heads.value.count == 11)
        #expect(server.acceptedCount == 1)
    }

    @Test func `A stream that cannot be repeated makes the redirect the response`() async throws {
        let heads = Recorder<[String]>([])
        let server = try Self.server(heads)
        defer { server.stop() }
        let request = HTTPRequest(
            method: .put, url: try server.url("/to/307//there"),
            body: .stream(length: 3) { try await $0.write([1, 2, 3]) })
        let response = try await client().send(request)
        #expect(response.status == 307)
        #expect(response.headers["location"] == "/there")
        #expect(heads.value.count == 1)
    }

    @Test func `A redirect that comes while the body is being sent is followed with all of it`() async throws {
        let size = 8 * 1024 * 1024
        let server = try TestServer { peer, _ in
            guard peer.readHead().hasPrefix("PUT / ") else { return peer.reply("\(peer.read(count: size).count)") }
            peer.write(
                "HTTP/1.1 307 Over There\r\nConnection: close\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n")
            peer.readToEnd()
        }
        defer { server.stop() }
        let request = HTTPRequest(
            method: .put, url: try server.url(), body: .bytes([UInt8](repeating: 1, count: size)))
        let response = try await client().send(request)
        #expect(response.body == Array("\(size)".utf8))
    }

    @Test(arguments: ["long", "slow"])
    func `The content of a redirect is not worth much time`(content: String) async throws {
        let hold = Signal()
        let server = try TestServer { peer, number in
            guard peer.readHead().contains("/start") else { return peer.reply("\(number)") }
            peer.write("HTTP/1.1 302 Moved\r\nLocation: /there\r\nContent-Length: 100000\r\n\r\n")
            if content == "long" { peer.write([UInt8](repeating: 1, count: 90_000)) }
            hold.wait()
        }
        defer {
            hold.fire()
            server.stop()
        }
        let client = client {
            $0.redirects.maxDrainBytes = 1000
            $0.redirects.drainTimeout = content == "slow" ? .milliseconds(5) : .seconds(240)
        }
        #expect(try await client.send(HTTPRequest(url: server.url("/start"))).body == Array("1".utf8))
    }

    @Test func `A redirect that may not be followed says so`() async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 302 Moved\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")
        }
        defer { server.stop() }
        let error = await expectError(.redirectRefused) { try await client().send(HTTPRequest(url: server.url())) }
        #expect(error?.endpoint == server.endpoint)
    }

    @Test func `Cancelling ends a chain between its links`() async throws {
        let inDrain = Signal()
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 302 Moved\r\nLocation: /there\r\nContent-Length: 9\r\n\r\n")
            inDrain.fire()
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        let client = client { $0.redirects.drainTimeout = .seconds(240) }
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await expectError(.cancelled) { try await client.send(HTTPRequest(url: server.url())) } }
            await inDrain.reached()
            tasks.cancelAll()
        }
        await sawEnd.reached()
        #expect(server.acceptedCount == 1)
    }
}
