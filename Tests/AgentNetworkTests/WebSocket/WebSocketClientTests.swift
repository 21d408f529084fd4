internal import AgentPrimitives
import Testing

@testable internal import AgentNetwork

/// The client on real sockets, against servers that are scripts.
@Suite(.timeLimit(.minutes(5)))
struct WebSocketClientTests {
    private func url(_ server: TestServer, _ target: String = "/chat?x=1", scheme: String = "ws") throws -> WebSocketURL
    {
        try WebSocketURL("\(scheme)://\(server.endpoint)\(target)")
    }

    @Test(arguments: PollingMechanism.all)
    func `Handshake, messages, and the closing that the scope does`(polling: PollingMechanism) async throws {
        let heads = Recorder<[String]>([])
        let server = try TestServer { peer, _ in
            let head = peer.acceptWebSocket(adding: "Sec-WebSocket-Protocol: mcp\r\n")
            heads.change { $0.append(head) }
            var decoder = WebSocketDecoder(sentBy: .client)
            let encoder = WebSocketEncoder(role: .server)
            while let event = peer.readEvent(&decoder) {
                switch event {
                case .message(let message): peer.write(encoder.frame(message))
                case .close(let frame): return peer.write(encoder.frame(.close, frame.payload))
                case .ping, .pong: Issue.record("nobody pings")
                }
            }
        }
        defer { server.stop() }
        try await withGroup(polling) { group in
            let client = WebSocketClient(options: .patient, group: group)
            let closed = try await client.withWebSocket(
                to: url(server), subprotocols: ["atp", "mcp"], headers: ["Authorization": "Bearer secret"]
            ) { socket in
                #expect(socket.subprotocol == "mcp")
                #expect(socket.endpoint == server.endpoint)
                for message in [WebSocketMessage.text("grüße 😀"), .binary([0, 255]), .text("")] {
                    try await socket.send(message)
                    #expect(try await socket.receive() == message)
                }
                return socket
            }
            #expect(closed.closeCode == .normalClosure)
            await expectError(.connectionClosed) { try await closed.send(.text("x")) }
        }
        let head = try #require(heads.value.first)
        #expect(head.hasPrefix("GET /chat?x=1 HTTP/1.1\r\nHost: \(server.endpoint)\r\n"))
        #expect(head.contains("\r\nSec-WebSocket-Protocol: atp, mcp\r\n"))
        #expect(head.contains("\r\nAuthorization: Bearer secret\r\n"))
        #expect(!head.contains("Sec-WebSocket-Extensions"))
    }

    @Test func `Frames that come with the response belong to the connection`() async throws {
        let encoder = WebSocketEncoder(role: .server)
        let server = try TestServer { peer, _ in
            peer.acceptWebSocket(followedBy: encoder.frame(.text("early")) + [0x81])
            peer.write([0x01, 0x61] + encoder.frame(.close, []))
            var decoder = WebSocketDecoder(sentBy: .client)
            // The server's Close frame has come, but has not been received yet.
            #expect(peer.readEvent(&decoder) == .close(WebSocketCloseFrame(code: .normalClosure)))
        }
        defer { server.stop() }
        try await withGroup { group in
            let client = WebSocketClient(options: .patient, group: group)
            let socket = try await client.connect(to: url(server))
            #expect(try await socket.receive() == .text("early"))
            #expect(try await socket.receive() == .text("a"))
            await socket.close()
            #expect(try await socket.receive() == nil)
        }
    }

    @Test func `Over TLS`() async throws {
        let authority = try TestCertificate.authority()
        let server = try TLSTestServer(
            TLSTestServer.Settings(certificate: authority.issue(names: "IP:127.0.0.1"))
        ) { peer in
            let head = peer.read(until: "\r\n\r\n")
            let key = head.split(separator: "\r\n").first { $0.hasPrefix("Sec-WebSocket-Key: ") }?.dropFirst(19) ?? ""
            peer.write(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: \(WebSocketKey(received: String(key))?.accept ?? "")\r\n\r\n")
            let encoder = WebSocketEncoder(role: .server)
            peer.write(encoder.frame(.text("encrypted")) + encoder.frame(.close, [0x03, 0xE9]))
            peer.sayGoodbye()
            _ = peer.readToEnd()
        }
        defer { server.stop() }
        try await withGroup { group in
            var options = WebSocketClientOptions.patient
            options.tls.roots = .pem(authority.pem)
            let client = WebSocketClient(options: options, group: group)
            try await client.withWebSocket(to: WebSocketURL("wss://\(server.endpoint)/")) { socket async throws in
                #expect(try await socket.receive() == .text("encrypted"))
                #expect(try await socket.receive() == nil)
                #expect(socket.closeCode == .goingAway)
            }
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", NetworkError.Code.invalidResponse),
        ("HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", .invalidResponse),
        ("HTTP/1.1 200 OK\r\n\r\n", .invalidResponse), ("SSH-2.0-OpenSSH\r\n", .invalidResponse),
        ("HTTP/1.1 101 X\r\nUpgr", .truncated), ("", .connectionClosed),
    ])
    func `Responses that are none close the connection`(response: String, code: NetworkError.Code) async throws {
        let server = try TestServer { peer, _ in
            peer.readHead()
            peer.write(response)
        }
        defer { server.stop() }
        try await withGroup { group in
            let client = WebSocketClient(options: .patient, group: group)
            let url = try url(server)
            let error = await expectError(code, phase: .responseHead) { try await client.connect(to: url) }
            #expect(error?.endpoint == server.endpoint)
        }
    }

    @Test func `A server that does not answer is given up`() async throws {
        let server = try TestServer { peer, _ in peer.readToEnd() }
        defer { server.stop() }
        try await withGroup { group in
            var options = WebSocketClientOptions.patient
            options.handshakeTimeout = .milliseconds(20)
            let client = WebSocketClient(options: options, group: group)
            let url = try url(server)
            await expectError(.timedOut, phase: .responseHead) { try await client.connect(to: url) }
        }
    }

    @Test func `A masked frame from the server is a violation`() async throws {
        let isOver = Signal()
        let server = try TestServer { peer, _ in
            peer.acceptWebSocket(followedBy: WebSocketEncoder(role: .client).frame(.text("x")))
            var decoder = WebSocketDecoder(sentBy: .client)
            guard case .close(let frame)? = peer.readEvent(&decoder) else {
                Issue.record("expected a Close frame")
                return
            }
            #expect(frame.code == .protocolError)
            // The client leaves it to the server to end the stream.
            isOver.fire()
        }
        defer { server.stop() }
        try await withGroup { group in
            let client = WebSocketClient(options: .patient, group: group)
            let url = try url(server)
            await expectError(.protocolViolation) {
                try await client.withWebSocket(to: url) { try await $0.receive() }
            }
        }
        await isOver.reached()
    }

    @Test func `An error in the scope is told to the server, and a cancelled one cuts off`() async throws {
        struct Failure: Error {}
        let server = try TestServer { peer, number in
            peer.acceptWebSocket()
            var decoder = WebSocketDecoder(sentBy: .client)
            let event = peer.readEvent(&decoder)
            #expect(event == (number == 0 ? .close(WebSocketCloseFrame(code: .internalError)) : nil))
            if number == 0 { peer.write(WebSocketEncoder(role: .server).frame(.close, [])) }
        }
        defer { server.stop() }
        try await withGroup { group in
            let client = WebSocketClient(options: .patient, group: group)
            let url = try url(server)
            await #expect(throws: Failure.self) { try await client.withWebSocket(to: url) { _ in throw Failure() } }
            let isOpen = Signal()
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await expectError(.cancelled) {
                        try await client.withWebSocket(to: url) { socket async throws in
                            isOpen.fire()
                            return try await socket.receive()
                        }
                    }
                }
                await isOpen.reached()
                tasks.cancelAll()
            }
        }
    }

    @Test func `A connection that is dropped closes its socket`() async throws {
        let sawEnd = Signal()
        let server = try TestServer { peer, _ in
            peer.acceptWebSocket()
            peer.readToEnd()
            sawEnd.fire()
        }
        defer { server.stop() }
        try await withGroup { group in
            var options = WebSocketClientOptions.patient
            // The timer must not keep the connection alive.
            options.timeouts.pingInterval = .seconds(240)
            let client = WebSocketClient(options: options, group: group)
            _ = try await client.connect(to: url(server))
            await sawEnd.reached()
        }
    }
}
