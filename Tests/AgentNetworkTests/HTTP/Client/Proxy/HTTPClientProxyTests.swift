import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientProxyTests {
    private func client(
        through proxy: TestServer, user: String = "", scheme: String = "http",
        trusting authority: TestCertificate? = nil,
        _ change: (inout HTTPClientOptions) -> Void = { _ in }
    ) throws -> HTTPClient {
        var options = HTTPClientOptions.patient
        // Certificates are for names; the proxy itself is reached by name too where it has one.
        let host = scheme == "https" ? "localhost" : proxy.host
        options.proxies = HTTPProxySettings(all: try HTTPProxy("\(scheme)://\(user)\(host):\(proxy.port)"))
        options.proxies.bypassesLoopback = false
        if let authority { options.tls.roots = .pem(authority.pem) }
        change(&options)
        return HTTPClient(options: options)
    }

    private static func secureServer(_ certificate: TestCertificate, _ heads: Recorder<[String]>) throws
        -> TLSTestServer
    {
        try TLSTestServer(TLSTestServer.Settings(certificate: certificate)) { peer in
            while case let head = peer.read(until: "\r\n\r\n"), !head.isEmpty {
                heads.change { $0.append(head) }
                if let length = head.firstMatch(of: /Content-Length: (\d+)/), let count = Int(length.1) {
                    var left = count
                    while left > 0, case let bytes = peer.readSome(), !bytes.isEmpty { left -= bytes.count }
                }
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
            }
        }
    }

    @Test func `Plain requests go to the proxy whole, whatever their origin, over one connection`() async throws {
        let heads = Recorder<[String]>([])
        let proxy = try TestServer { peer, _ in
            while case let head = peer.readHead(), !head.isEmpty {
                heads.change { $0.append(head) }
                peer.reply("via")
            }
        }
        defer { proxy.stop() }
        let client = try client(through: proxy, user: "me:secret@")
        for url in ["http://a.example/x?y", "http://b.example:81"] {
            let response = try await client.send(HTTPRequest(url: HTTPURL(url)))
            #expect(response.body == Array("via".utf8))
        }
        #expect(heads.value[0].hasPrefix("GET http://a.example/x?y HTTP/1.1\r\nHost: a.example\r\n"))
        #expect(heads.value[1].hasPrefix("GET http://b.example:81/ HTTP/1.1\r\nHost: b.example:81\r\n"))
        for head in heads.value { #expect(head.contains("\r\nProxy-Authorization: Basic bWU6c2VjcmV0\r\n")) }
        #expect(proxy.acceptedCount == 1)
    }

    @Test func `The answer 407 to a plain request is a response`() async throws {
        let proxy = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")
        }
        defer { proxy.stop() }
        let response = try await client(through: proxy).send(HTTPRequest(url: HTTPURL("http://a.example/")))
        #expect(response.status == 407)
    }

    @Test func `The machine itself is reached without the proxy by default`() async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.reply("direct")
        }
        defer { server.stop() }
        var options = HTTPClientOptions.patient
        options.proxies = HTTPProxySettings(all: try HTTPProxy("http://127.0.0.1:\(TestServer.unusedPort())"))
        let response = try await HTTPClient(options: options).send(HTTPRequest(url: server.url()))
        #expect(response.body == Array("direct".utf8))
    }

    @Test(arguments: ["http", "https"])
    func `TLS goes through a tunnel, which is kept`(scheme: String) async throws {
        let authority = try TestCertificate.authority()
        let certificate = try authority.issue(names: "DNS:localhost,DNS:origin.example")
        let heads = Recorder<[String]>([])
        let origin = try Self.secureServer(certificate, heads)
        let proxy =
            try scheme == "http" ? TestProxy() : TestProxy(TLSTestServer.Settings(certificate: certificate))
        defer {
            origin.stop()
            proxy.stop()
        }
        let client = try client(through: proxy.server, user: "me:secret@", scheme: scheme, trusting: authority)
        let url = try HTTPURL("https://origin.example:\(origin.endpoint.port)/x")
        let large = [UInt8](repeating: 7, count: 3_000_000)
        for body in [HTTPBody.empty, .bytes(large), .empty] {
            let response = try await client.send(HTTPRequest(method: .put, url: url, body: body))
            #expect(response.body == Array("secret".utf8))
        }
        #expect(proxy.server.acceptedCount == 1)
        let connect = "CONNECT origin.example:\(origin.endpoint.port) HTTP/1.1\r\n"
        #expect(proxy.heads.value.count == 1)
        #expect(proxy.heads.value[0].hasPrefix(connect))
        #expect(proxy.heads.value[0].contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n"))
        for head in heads.value {
            #expect(head.hasPrefix("PUT /x HTTP/1.1\r\n"))
            #expect(!head.contains("Proxy"))
        }
    }

    @Test func `A plain stream goes through a tunnel where requests would not`() async throws {
        let origin = try TestServer { peer, _ in peer.write(peer.read(count: 4)) }
        let proxy = try TestProxy()
        defer {
            origin.stop()
            proxy.stop()
        }
        var options = HTTPClientOptions.patient
        options.proxies = HTTPProxySettings(all: try HTTPProxy("http://\(proxy.server.endpoint)"))
        options.proxies.bypassesLoopback = false
        let connector = HTTPConnector(options: options, group: nil)
        let stream = try await connector.connect(
            connector.route(to: origin.url().origin, needsStream: true), within: nil)
        try await stream.write(Array("ping".utf8)[...], limit: nil)
        #expect(try await stream.read(max: 4, limit: nil) == Array("ping".utf8))
        stream.close(.cancelled)
        #expect(proxy.heads.value[0].hasPrefix("CONNECT \(origin.endpoint) HTTP/1.1\r\n"))
    }

    @Test func `The certificate has to be the origin's, and the proxy's the proxy's`() async throws {
        let authority = try TestCertificate.authority()
        let heads = Recorder<[String]>([])
        let origin = try Self.secureServer(try authority.issue(names: "DNS:localhost"), heads)
        let proxy = try TestProxy()
        let other = try TestProxy(TLSTestServer.Settings(certificate: authority.issue(names: "DNS:other.example")))
        defer {
            origin.stop()
            proxy.stop()
            other.stop()
        }
        let request = HTTPRequest(url: try HTTPURL("https://origin.example:\(origin.endpoint.port)/"))
        let error = await expectError(.tlsVerificationFailed, phase: .tlsHandshake) {
            try await client(through: proxy.server, trusting: authority).send(request)
        }
        #expect(error?.endpoint?.host == "origin.example")
        let second = await expectError(.tlsVerificationFailed, phase: .tlsHandshake) {
            try await client(through: other.server, scheme: "https", trusting: authority).send(request)
        }
        #expect(second?.endpoint?.host == "localhost")
        #expect(other.heads.value.isEmpty)
    }

    @Test(arguments: [
        ("HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic\r\n\r\n", NetworkError.Code.proxyRefused),
        ("HTTP/1.1 503 No\r\nContent-Length: 3\r\n\r\nabc", .proxyRefused), ("", .connectionClosed),
        ("HTTP/1.1 200", .truncated), ("HTTP/1.1 200 OK\r\n\r\nSSH-2.0", .invalidResponse),
        ("hello\r\n", .invalidResponse),
        ("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 20_000))", .limitExceeded),
    ])
    func `Proxies that open no tunnel`(answer: String, code: NetworkError.Code) async throws {
        let proxy = try TestServer { peer, _ in
            peer.readHead()
            peer.write(answer)
        }
        defer { proxy.stop() }
        let client = try client(through: proxy, user: "me:hunter2@")
        // Twice: a failure gives the place in the pool back.
        for _ in 0..<2 {
            let error = await expectError(code, phase: .tunnel) {
                try await client.send(HTTPRequest(url: HTTPURL("https://a.example/")))
            }
            #expect(error?.endpoint == proxy.endpoint)
            #expect(error.map { "\($0)".contains("hunter2") || "\($0)".contains("bWU6") } == false)
        }
    }

    @Test func `A proxy that is silent, or not there`() async throws {
        let done = Signal()
        let proxy = try TestServer { _, _ in done.wait() }
        defer {
            done.fire()
            proxy.stop()
        }
        let request = HTTPRequest(url: try HTTPURL("https://a.example/"))
        let error = await expectError(.timedOut, phase: .tunnel) {
            try await client(through: proxy) { $0.tunnelTimeout = .milliseconds(20) }.send(request)
        }
        #expect(error?.endpoint == proxy.endpoint)
        var options = HTTPClientOptions.patient
        options.proxies = HTTPProxySettings(all: try HTTPProxy("http://127.0.0.1:\(TestServer.unusedPort())"))
        await expectError(.connectionRefused, phase: .connect) { try await HTTPClient(options: options).send(request) }
    }

    @Test func `Cancelling while the proxy thinks closes the connection to it`() async throws {
        let asked = Signal()
        let sawEnd = Signal()
        let proxy = try TestServer { peer, _ in
            peer.readHead()
            asked.fire()
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { proxy.stop() }
        let client = try client(through: proxy)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                await expectError(.cancelled) { try await client.send(HTTPRequest(url: HTTPURL("https://a.example/"))) }
            }
            await asked.reached()
            tasks.cancelAll()
        }
        await sawEnd.reached()
    }
}
