import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientPoolTests {
    /// Answers every request on a connection with the connection's number.
    private static func countingServer() throws -> TestServer {
        try TestServer { peer, number in
            while !peer.readHead().isEmpty { peer.reply("\(number)") }
        }
    }

    private func fetch(_ client: HTTPClient, _ server: TestServer, _ method: HTTPMethod = .get) async throws -> String {
        let response = try await client.send(HTTPRequest(method: method, url: server.url()))
        return String(decoding: response.body, as: UTF8.self)
    }

    @Test(arguments: PollingMechanism.all)
    func `A connection serves one request after the other`(polling: PollingMechanism) async throws {
        let server = try Self.countingServer()
        defer { server.stop() }
        try await withGroup(polling) { group in
            let client = HTTPClient(options: .patient, group: group)
            for _ in 0..<20 {
                let answer = try await fetch(client, server)
                #expect(answer == "0")
            }
            #expect(server.acceptedCount == 1)
        }
    }

    @Test func `A response that was not read to its end closes its connection`() async throws {
        let server = try TestServer { peer, number in
            while !peer.readHead().isEmpty {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n\(number)")
            }
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        for number in 0..<3 {
            let first = try await client.withResponse(to: HTTPRequest(url: server.url())) { try await $0.body.next() }
            #expect(first == Array("\(number)".utf8))
        }
    }

    @Test func `A connection is not kept when either side says so, or when more came than was asked for`() async throws
    {
        let server = try TestServer { peer, number in
            while case let head = peer.readHead(), !head.isEmpty {
                let close = head.contains("/close") ? "Connection: close\r\n" : ""
                let extra = head.contains("/extra") ? "HTTP/1.1 200 OK\r\n\r\n" : ""
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\(close)\r\n\(number)\(extra)")
            }
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        let requests = [
            HTTPRequest(url: try server.url("/close")),
            HTTPRequest(url: try server.url(), headers: ["Connection": "close"]),
            HTTPRequest(url: try server.url("/extra")),
            HTTPRequest(url: try server.url()),
        ]
        for (number, request) in requests.enumerated() {
            #expect(try await client.send(request).body == Array("\(number)".utf8))
        }
    }

    @Test func `A kept connection that the server closed is noticed before use`() async throws {
        let closing = Signal()
        let closed = Signal()
        let server = try TestServer { peer, number in
            peer.readHead()
            peer.reply("\(number)")
            if number == 0 {
                closing.wait()
            } else {
                peer.readToEnd()
            }
            closed.fire()
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        #expect(try await fetch(client, server, .post) == "0")
        closing.fire()
        await closed.reached()
        // The connection is closed right after the signal, so the request may meet it open and be refused; not again.
        let answer: String
        do { answer = try await fetch(client, server, .post) } catch { answer = try await fetch(client, server, .post) }
        #expect(answer == "1")
    }

    /// Serves one request on the first connection, takes the second one and closes without an answer.
    private static func forgetfulServer() throws -> (TestServer, Recorder<[String]>) {
        let heads = Recorder<[String]>([])
        let server = try TestServer { peer, number in
            while case let head = peer.readHead(), !head.isEmpty {
                heads.change { $0.append("\(number) \(head.prefix { $0 != " " })") }
                if number == 0, heads.value.count == 2 { return }
                peer.reply("\(number)")
            }
        }
        return (server, heads)
    }

    @Test func `A stale connection is replaced for an idempotent request`() async throws {
        let (server, heads) = try Self.forgetfulServer()
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        #expect(try await fetch(client, server) == "0")
        #expect(try await fetch(client, server) == "1")
        #expect(heads.value == ["0 GET", "0 GET", "1 GET"])
    }

    @Test func `A stale connection fails a request that must not be repeated`() async throws {
        let (server, heads) = try Self.forgetfulServer()
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        #expect(try await fetch(client, server) == "0")
        await expectError(.connectionClosed, phase: .responseHead) { try await fetch(client, server, .post) }
        #expect(heads.value == ["0 GET", "0 POST"])
    }

    @Test func `A new connection that ends without an answer is not tried again`() async throws {
        let server = try TestServer { peer, _ in _ = peer.readHead() }
        defer { server.stop() }
        await expectError(.connectionClosed) { try await fetch(HTTPClient(options: .patient), server) }
        #expect(server.acceptedCount == 1)
    }

    @Test func `Connections to one origin are limited, requests wait their turn`() async throws {
        let server = try Self.countingServer()
        defer { server.stop() }
        var options = HTTPClientOptions.patient
        options.maxConnectionsPerOrigin = 2
        let client = HTTPClient(options: options)
        await withTaskGroup(of: String?.self) { tasks in
            for _ in 0..<50 { tasks.addTask { try? await fetch(client, server) } }
            for await answer in tasks { #expect(answer != nil) }
        }
        #expect(server.acceptedCount <= 2)
    }

    @Test func `Waiting for a connection ends in time, and when cancelled`() async throws {
        let hold = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            hold.wait()
            peer.reply("late")
        }
        defer { server.stop() }
        var options = HTTPClientOptions.patient
        options.maxConnectionsPerOrigin = 1
        options.maxWaitersPerOrigin = 1
        options.poolTimeout = .milliseconds(20)
        let client = HTTPClient(options: options)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            let started = Signal()
            tasks.addTask {
                let request = HTTPRequest(
                    method: .post, url: try server.url(), body: .stream { _ in started.fire() })
                let answer = try await client.send(request)
                #expect(answer.body == Array("late".utf8))
            }
            await started.reached()
            await expectError(.timedOut, phase: .pool) { try await fetch(client, server) }
            await withTaskGroup(of: Void.self) { waiting in
                waiting.addTask { await expectError(.cancelled, phase: .pool) { try await fetch(client, server) } }
                waiting.cancelAll()
            }
            hold.fire()
            try await tasks.waitForAll()
        }
    }

    @Test func `Idle connections are closed when their time is over`() async throws {
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.reply("x")
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        var options = HTTPClientOptions.patient
        options.idleTimeout = .milliseconds(5)
        let client = HTTPClient(options: options)
        _ = try await fetch(client, server)
        await sawEnd.reached()
        client.shutdown()
    }

    @Test func `Shutting down closes what is idle and refuses the rest`() async throws {
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.reply("x")
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        let client = HTTPClient(options: .patient)
        _ = try await fetch(client, server)
        client.shutdown()
        await sawEnd.reached()
        await expectError(.shutDown) { try await fetch(client, server) }
    }

    @Test func `A dropped client closes its connections`() async throws {
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.reply("x")
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        _ = try await fetch(HTTPClient(options: .patient), server)
        await sawEnd.reached()
    }

    // MARK: Places

    @Test func `An idle connection makes room for one to another origin`() async throws {
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.reply("x")
            peer.readToEnd()
            sawEnd.fire()
        }
        let other = try Self.countingServer()
        defer {
            server.stop()
            other.stop()
        }
        var options = HTTPClientOptions.patient
        options.maxConnections = 1
        let client = HTTPClient(options: options)
        _ = try await fetch(client, server)
        #expect(try await fetch(client, other) == "0")
        await sawEnd.reached()
    }

    @Test func `Requests to many origins share what there is`() async throws {
        let servers = try (0..<4).map { _ in try Self.countingServer() }
        defer { for server in servers { server.stop() } }
        var options = HTTPClientOptions.patient
        options.maxConnections = 2
        let client = HTTPClient(options: options)
        await withTaskGroup(of: String?.self) { tasks in
            for number in 0..<100 { tasks.addTask { try? await fetch(client, servers[number % 4]) } }
            for await answer in tasks { #expect(answer != nil) }
        }
    }

    @Test func `A place comes back when connecting fails, or is cancelled`() async throws {
        let listener = try SaturatedListener()
        defer { listener.close() }
        var options = HTTPClientOptions.patient
        options.maxConnections = 1
        options.maxWaitersPerOrigin = 0
        let client = HTTPClient(options: options)
        let refused = HTTPRequest(url: try HTTPURL("http://127.0.0.1:\(TestServer.unusedPort())/"))
        for _ in 0..<3 { await expectError(.connectionRefused) { try await client.send(refused) } }
        let silent = HTTPRequest(url: try HTTPURL("http://\(listener.endpoint)/"))
        for _ in 0..<3 {
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await expectError(.cancelled) { try await client.send(silent) } }
                tasks.cancelAll()
            }
        }
        await expectError(.connectionRefused) { try await client.send(refused) }
    }

    @Test func `A waiter that was cancelled does not keep the place from the next`() async throws {
        let taken = Signal()
        let hold = Signal()
        let server = try TestServer { peer, _ in
            while case let head = peer.readHead(), !head.isEmpty {
                if head.contains("/hold") {
                    taken.fire()
                    hold.wait()
                }
                peer.reply("x")
            }
        }
        defer { server.stop() }
        var options = HTTPClientOptions.patient
        options.maxConnectionsPerOrigin = 1
        let client = HTTPClient(options: options)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { _ = try await client.send(HTTPRequest(url: server.url("/hold"))) }
            await taken.reached()
            await withTaskGroup(of: Void.self) { waiting in
                for _ in 0..<10 {
                    waiting.addTask { await expectError(.cancelled, phase: .pool) { try await fetch(client, server) } }
                }
                waiting.cancelAll()
            }
            tasks.addTask { _ = try await fetch(client, server) }
            hold.fire()
            try await tasks.waitForAll()
        }
        #expect(server.acceptedCount == 1)
    }
}
