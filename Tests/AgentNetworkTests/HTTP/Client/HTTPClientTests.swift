import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientTests {
    private func text(_ response: HTTPFullResponse) -> String { String(decoding: response.body, as: UTF8.self) }

    @Test(arguments: PollingMechanism.all, [TestServer.Address.v4, .v6])
    func `A request and its response`(polling: PollingMechanism, address: TestServer.Address) async throws {
        let head = Recorder("")
        let server = try TestServer(address) { peer, _ in
            let received = peer.readHead()
            head.change { $0 = received }
            peer.reply("hello", headers: "X-A: 1\r\n")
            peer.readToEnd()
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            let client = HTTPClient(options: .patient, group: group)
            let response = try await client.send(HTTPRequest(url: server.url("/a?b"), headers: ["X-B": "2"]))
            #expect(response.status == 200)
            #expect(response.reason == "OK")
            #expect(response.headers["x-a"] == "1")
            #expect(text(response) == "hello")
            #expect(head.value.hasPrefix("GET /a?b HTTP/1.1\r\nHost: \(server.endpoint)\r\nX-B: 2\r\n"))
            client.shutdown()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Chunks that arrive byte by byte`(polling: PollingMechanism) async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.writeByteByByte(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x\r\n world\r\n0\r\nX-T: 9\r\n\r\n"
            )
            peer.readToEnd()
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            let client = HTTPClient(options: .patient, group: group)
            let (body, trailer) = try await client.withResponse(to: HTTPRequest(url: server.url())) { response in
                var body: [UInt8] = []
                for try await chunk in response.body { body += chunk }
                return (String(decoding: body, as: UTF8.self), response.body.trailers["x-t"])
            }
            #expect(body == "hello world")
            #expect(trailer == "9")
        }
    }

    @Test func `Events arrive while the response is still being sent`() async throws {
        let seen = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: one\n\n")
            seen.wait()
            peer.write("data: two\n\n")
        }
        defer { server.stop() }
        let events = try await HTTPClient(options: .patient).withResponse(to: HTTPRequest(url: server.url())) {
            response in
            var decoder = ServerSentEventDecoder()
            var events: [String] = []
            while let chunk = try await response.body.next() {
                events += try decoder.decode(chunk).map(\.data)
                if events == ["one"] { seen.fire() }
            }
            return events
        }
        #expect(events == ["one", "two"])
    }

    @Test func `Callers on actors and in parallel`() async throws {
        let server = try TestServer { peer, _ in
            while !peer.readHead().isEmpty { peer.reply("hi") }
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        let caller = Caller(client: client, url: try server.url())
        await withTaskGroup(of: String?.self) { tasks in
            for _ in 0..<100 { tasks.addTask { try? await caller.fetch() } }
            for await answer in tasks { #expect(answer == "hi") }
        }
        #expect(server.acceptedCount <= HTTPClientOptions().maxConnectionsPerOrigin)
        client.shutdown()
    }

    private actor Caller {
        let client: HTTPClient
        let url: HTTPURL
        var count = 0

        init(client: HTTPClient, url: HTTPURL) {
            self.client = client
            self.url = url
        }

        func fetch() async throws -> String {
            try await client.withResponse(to: HTTPRequest(url: url)) { response in
                String(decoding: try await response.body.collect(maxBytes: 100), as: UTF8.self)
            }
        }
    }

    // MARK: Failures

    @Test func `The peer closes early`() async throws {
        let answers = [
            ("", NetworkError.Code.connectionClosed, NetworkError.Phase.responseHead),
            ("HTTP/1.1 200 OK\r\nContent-Le", .truncated, .responseHead),
            ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", .truncated, .responseBody),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", .truncated, .responseBody),
            ("garbage\r\n\r\n", .invalidResponse, .responseHead),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", .invalidResponse, .responseBody),
        ]
        for (answer, code, phase) in answers {
            let server = try TestServer { peer, _ in
                peer.readHead()
                peer.write(answer)
            }
            let error = await expectError(code, phase: phase) {
                try await HTTPClient(options: .patient).send(HTTPRequest(url: server.url()))
            }
            #expect(error?.endpoint == server.endpoint)
            server.stop()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Time limits on head and body`(polling: PollingMechanism) async throws {
        let done = Signal()
        let server = try TestServer { peer, _ in
            if peer.readHead().contains("/body") {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            }
            done.wait()
        }
        defer {
            done.fire()
            server.stop()
        }
        try await withGroup(polling) { group in
            var options = HTTPClientOptions.patient
            options.responseHeadTimeout = .milliseconds(20)
            let client = HTTPClient(options: options, group: group)
            await expectError(.timedOut, phase: .responseHead) {
                try await client.send(HTTPRequest(url: server.url()))
            }
            options = .patient
            options.readTimeout = .milliseconds(20)
            let reader = HTTPClient(options: options, group: group)
            await expectError(.timedOut, phase: .responseBody) {
                try await reader.send(HTTPRequest(url: server.url("/body")))
            }
            await expectError(.timedOut, phase: .responseHead) {
                try await reader.send(HTTPRequest(url: server.url(), responseHeadTimeout: .milliseconds(20)))
            }
        }
    }

    @Test func `Limits on head and body`() async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.reply(
                String(repeating: "x", count: 1000), headers: "X-Long: \(String(repeating: "y", count: 500))\r\n")
        }
        defer { server.stop() }
        await expectError(.limitExceeded, phase: .responseBody) {
            try await HTTPClient(options: .patient).send(HTTPRequest(url: server.url()), maxBodyBytes: 999)
        }
        let response = try await HTTPClient(options: .patient).send(HTTPRequest(url: server.url()), maxBodyBytes: 1000)
        #expect(response.body.count == 1000)
        var options = HTTPClientOptions.patient
        options.limits.maxHeadBytes = 400
        await expectError(.limitExceeded, phase: .responseHead) {
            try await HTTPClient(options: options).send(HTTPRequest(url: server.url()))
        }
    }

    @Test func `The body is read by one task, inside its scope`() async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 200 OK\r\n\r\n")
            peer.readToEnd()
        }
        defer { server.stop() }
        let escaped = try await HTTPClient(options: .patient).withResponse(to: HTTPRequest(url: server.url())) {
            $0.body
        }
        await expectError(.invalidUse) { try await escaped.next() }
    }

    @Test func `What the caller throws comes out as it is`() async throws {
        struct Mine: Error {}
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.reply("x")
        }
        defer { server.stop() }
        await #expect(throws: Mine.self) {
            try await HTTPClient(options: .patient).withResponse(to: HTTPRequest(url: server.url())) { _ in throw Mine()
            }
        }
    }

    // MARK: Cancellation

    @Test(arguments: PollingMechanism.all, ["/head", "/body", "/upload"])
    func `Cancelling closes the socket at once`(polling: PollingMechanism, target: String) async throws {
        let received = Signal()
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            if target == "/body" { peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") }
            received.fire()
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            let client = HTTPClient(options: .patient, group: group)
            var request = HTTPRequest(url: try server.url(target))
            if target == "/upload" {
                request.method = .post
                request.body = .stream { writer in
                    while true { try await writer.write([UInt8](repeating: 0, count: 1000)) }
                }
            }
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { [request] in await expectError(.cancelled) { try await client.send(request) } }
                await received.reached()
                tasks.cancelAll()
            }
            await sawEnd.reached()
        }
    }

    @Test func `Cancelling closes the socket even while the caller is busy elsewhere`() async throws {
        let inBody = Signal()
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 200 OK\r\n\r\n")
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await HTTPClient(options: .patient).withResponse(to: HTTPRequest(url: server.url())) { _ in
                    inBody.fire()
                    await sawEnd.reached()
                }
            }
            await inBody.reached()
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
    }
}
