import Testing

@testable internal import AgentNetwork

/// `Expect: 100-continue`.
@Suite(.timeLimit(.minutes(5)))
struct HTTPClientExpectTests {
    private func request(
        _ server: TestServer, _ body: HTTPBody = .bytes([1, 2, 3]), method: HTTPMethod = .post
    ) throws -> HTTPRequest {
        var request = HTTPRequest(method: method, url: try server.url(), body: body)
        request.expectsContinue = true
        return request
    }

    private func client(_ change: (inout HTTPClientOptions) -> Void = { _ in }) -> HTTPClient {
        var options = HTTPClientOptions.patient
        // So that no test passes only because the wait is over.
        options.continueTimeout = .seconds(240)
        change(&options)
        return HTTPClient(options: options)
    }

    @Test(arguments: PollingMechanism.all)
    func `The body follows the consent, and the connection is kept`(polling: PollingMechanism) async throws {
        let server = try TestServer { peer, number in
            while case let head = peer.readHead(), !head.isEmpty {
                guard head.contains("Expect: 100-continue\r\n") else { return }
                peer.write("HTTP/1.1 100 Continue\r\n\r\n")
                let body = peer.read(count: 3)
                peer.reply("\(number) \(body)")
            }
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            var options = HTTPClientOptions.patient
            options.continueTimeout = .seconds(240)
            let client = HTTPClient(options: options, group: group)
            for body in [HTTPBody.bytes([1, 2, 3]), .stream(length: 3) { try await $0.write([1, 2, 3]) }] {
                let response = try await client.send(request(server, body))
                #expect(String(decoding: response.body, as: UTF8.self) == "0 [1, 2, 3]")
            }
        }
        #expect(server.acceptedCount == 1)
    }

    @Test func `A refused body is neither sent nor asked for`() async throws {
        let rest = Recorder(-1)
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno")
            let count = peer.readToEnd()
            rest.change { $0 = count }
            sawEnd.fire()
        }
        defer { server.stop() }
        let asked = Recorder(false)
        let response = try await client().send(request(server, .stream { _ in asked.change { $0 = true } }))
        #expect(response.status == 413)
        #expect(response.body == Array("no".utf8))
        await sawEnd.reached()
        #expect(rest.value == 0)
        #expect(!asked.value)
    }

    @Test func `A server that says nothing gets the body after a while`() async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.reply("\(peer.read(count: 3))")
        }
        defer { server.stop() }
        let client = client { $0.continueTimeout = .milliseconds(5) }
        #expect(try await client.send(request(server)).body == Array("[1, 2, 3]".utf8))
    }

    @Test func `A server that does not know the question is asked without it`() async throws {
        let heads = Recorder<[Bool]>([])
        let server = try TestServer { peer, _ in
            let head = peer.readHead()
            heads.change { $0.append(head.contains("Expect")) }
            if head.contains("Expect") { return peer.write("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n") }
            peer.reply("\(peer.read(count: 3))")
        }
        defer { server.stop() }
        let body = HTTPBody.stream(length: 3) { try await $0.write([1, 2, 3]) }
        #expect(try await client().send(request(server, body)).body == Array("[1, 2, 3]".utf8))
        #expect(heads.value == [true, false])
    }

    @Test func `A server that refuses the question again and again is heard`() async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n")
        }
        defer { server.stop() }
        #expect(try await client().send(request(server)).status == 417)
        #expect(server.acceptedCount == 2)
    }

    @Test func `A stream that was not asked for yet follows a redirect`() async throws {
        let server = try TestServer { peer, _ in
            if peer.readHead().hasPrefix("POST / ") {
                peer.write("HTTP/1.1 307 Over There\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n")
            } else {
                peer.write("HTTP/1.1 100 Continue\r\n\r\n")
                peer.reply("\(peer.read(count: 3))")
            }
        }
        defer { server.stop() }
        var request = try request(server, .stream(length: 3) { try await $0.write([1, 2, 3]) })
        request.redirects = .follow()
        #expect(try await client().send(request).body == Array("[1, 2, 3]".utf8))
    }

    @Test func `A stale connection is replaced, the stream being untouched`() async throws {
        let server = try TestServer { peer, number in
            while case let head = peer.readHead(), !head.isEmpty {
                if head.hasPrefix("GET") {
                    peer.reply("x")
                } else if number == 0 {
                    return
                } else {
                    peer.write("HTTP/1.1 100 Continue\r\n\r\n")
                    peer.reply("\(peer.read(count: 3))")
                }
            }
        }
        defer { server.stop() }
        let client = client()
        _ = try await client.send(HTTPRequest(url: server.url()))
        let body = HTTPBody.stream(length: 3) { try await $0.write([1, 2, 3]) }
        #expect(try await client.send(request(server, body, method: .put)).body == Array("[1, 2, 3]".utf8))
        #expect(server.acceptedCount == 2)
    }

    @Test(arguments: ["HTTP/1.1 100 Continue\r\n\r\n", ""])
    func `The end of the connection ends the wait`(answer: String) async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write(answer)
        }
        defer { server.stop() }
        // What the client finds depends on whether it has sent the body by the time the connection ends.
        await #expect(throws: NetworkError.self) { try await client().send(request(server)) }
    }

    @Test func `Cancelling ends the wait`() async throws {
        let asked = Signal()
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.readHead()
            asked.fire()
            #expect(peer.readToEnd() == 0)
            sawEnd.fire()
        }
        defer { server.stop() }
        let client = client()
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await expectError(.cancelled) { try await client.send(request(server)) } }
            await asked.reached()
            tasks.cancelAll()
        }
        await sawEnd.reached()
    }
}
