import Testing

@testable internal import AgentNetwork

/// Each phase has a limit, and says so when it runs out; pool, proxy, head, body and write have theirs tested beside them.
@Suite(.timeLimit(.minutes(5)))
struct HTTPClientTimeoutTests {
    @Test func `Connecting`() async throws {
        let listener = try SaturatedListener()
        defer { listener.close() }
        var options = HTTPClientOptions.patient
        options.connectTimeout = .milliseconds(20)
        let url = try HTTPURL("http://\(listener.endpoint)/")
        await expectError(.timedOut, phase: .connect) {
            try await HTTPClient(options: options).send(HTTPRequest(url: url))
        }
    }

    @Test func `Agreeing on TLS`() async throws {
        let done = Signal()
        let server = try TestServer { _, _ in done.wait() }
        defer {
            done.fire()
            server.stop()
        }
        var options = HTTPClientOptions.patient
        // Long enough for everything before it, on a slow machine too.
        options.connectTimeout = .seconds(1)
        options.tls.roots = .pem(try TestCertificate.authority().pem)
        let url = try server.url(scheme: "https")
        await expectError(.timedOut, phase: .tlsHandshake) {
            try await HTTPClient(options: options).send(HTTPRequest(url: url))
        }
    }

    /// Where a server stops answering, and what the client had to limit besides the whole.
    enum Stop: String, CaseIterable {
        case connect, tls, head, interim, body, drip, upload, permission, redirect, tunnel
    }

    @Test(arguments: Stop.allCases, PollingMechanism.all)
    func `The whole`(stop: Stop, polling: PollingMechanism) async throws {
        let done = Signal()
        let server = try TestServer { peer, _ in
            switch stop {
            case .connect, .tls, .upload: break
            case .tunnel, .head, .permission: peer.readHead()
            case .interim:
                peer.readHead()
                peer.write("HTTP/1.1 100 Continue\r\n\r\n")
            case .body:
                peer.readHead()
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            case .drip:
                peer.readHead()
                peer.write("HTTP/1.1 200 OK\r\n\r\n")
                // Never lets the reader wait, and never ends.
                let bytes = [UInt8](repeating: 1, count: 4096)
                while peer.writeSome(bytes) {}
                return
            case .redirect:
                peer.readHead()
                peer.write("HTTP/1.1 302 Moved\r\nLocation: /\r\nContent-Length: 10\r\n\r\n")
            }
            done.wait()
        }
        let listener = try SaturatedListener()
        defer {
            done.fire()
            server.stop()
            listener.close()
        }
        try await withGroup(polling) { group in
            var options = HTTPClientOptions.patient
            options.responseHeadTimeout = .seconds(240)
            options.continueTimeout = .seconds(240)
            options.redirects = .follow()
            options.redirects.drainTimeout = .seconds(240)
            options.tls.roots = .pem(try TestCertificate.authority().pem)
            var request = HTTPRequest(url: try server.url())
            request.totalTimeout = .milliseconds(50)
            switch stop {
            case .connect: request.url = try HTTPURL("http://\(listener.endpoint)/")
            case .tls: request.url = try server.url(scheme: "https")
            case .tunnel:
                request.url = try HTTPURL("https://a.example/")
                options.proxies = HTTPProxySettings(all: try HTTPProxy("http://\(server.endpoint)"))
            case .upload:
                request.body = .bytes([UInt8](repeating: 0, count: 32 * 1024 * 1024))
            case .permission:
                request.body = .bytes([1])
                request.expectsContinue = true
            case .head, .interim, .body, .drip, .redirect: break
            }
            let client = HTTPClient(options: options, group: group)
            await expectError(.timedOut, phase: .request) {
                try await client.withResponse(to: request) { while try await $0.body.next() != nil {} }
            }
        }
    }

    @Test func `Waiting for a connection counts towards the whole`() async throws {
        let taken = Signal()
        let done = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            taken.fire()
            done.wait()
            peer.reply("x")
        }
        defer { server.stop() }
        var options = HTTPClientOptions.patient
        options.maxConnectionsPerOrigin = 1
        let client = HTTPClient(options: options)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { _ = try await client.send(HTTPRequest(url: server.url())) }
            await taken.reached()
            var request = HTTPRequest(url: try server.url())
            request.totalTimeout = .milliseconds(5)
            await expectError(.timedOut, phase: .request) { [request] in try await client.send(request) }
            done.fire()
            try await tasks.waitForAll()
        }
    }

    @Test func `A request that is quick enough is not disturbed, and its own limit goes before the client's`()
        async throws
    {
        let server = try TestServer { peer, _ in
            while !peer.readHead().isEmpty { peer.reply("x") }
        }
        defer { server.stop() }
        var options = HTTPClientOptions.patient
        options.totalTimeout = .nanoseconds(1)
        let client = HTTPClient(options: options)
        await expectError(.timedOut, phase: .request) { try await client.send(HTTPRequest(url: server.url())) }
        var request = HTTPRequest(url: try server.url())
        request.totalTimeout = .seconds(240)
        #expect(try await client.send(request).body == Array("x".utf8))
    }
}
