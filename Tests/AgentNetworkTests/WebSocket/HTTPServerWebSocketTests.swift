import Testing

@testable internal import AgentNetwork

/// WebSockets that begin as requests to the HTTP server.
@Suite(.timeLimit(.minutes(5)))
struct HTTPServerWebSocketTests {
    private static let request =
        "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

    private static let echo: @Sendable (WebSocket) async throws -> Void = { socket in
        while let message = try await socket.receive() { try await socket.send(message) }
    }

    private func url(_ server: HTTPServer) throws -> WebSocketURL {
        try WebSocketURL("ws://127.0.0.1:\(server.port)/chat")
    }

    @Test(arguments: PollingMechanism.all)
    func `Client and server, with messages of every size`(polling: PollingMechanism) async throws {
        var options = WebSocketServerOptions.patient
        options.subprotocols = ["mcp"]
        try await withHTTPServer(polling: polling) { [options] request in
            .webSocket(request, options: options, Self.echo)
        } _: { server, group in
            let client = WebSocketClient(options: .patient, group: group)
            try await client.withWebSocket(to: url(server), subprotocols: ["atp", "mcp"]) { socket in
                #expect(socket.subprotocol == "mcp")
                for size in [0, 1, 125, 126, 65535, 65536, 3_000_000] {
                    let bytes = patternedBytes(size)
                    let text = String(repeating: "ä", count: size)
                    try await socket.send(contentsOf: [.binary(bytes), .text(text)])
                    #expect(try await socket.receive() == .binary(bytes))
                    #expect(try await socket.receive() == .text(text))
                }
            }
            #expect(server.statistics.handlerErrors == 0)
        }
    }

    @Test func `Frames sent with the request are not lost`() async throws {
        try await withHTTPServer { request in
            .webSocket(request, options: .patient, Self.echo)
        } _: { server, group in
            let client = try await RawClient(server, group)
            let encoder = WebSocketEncoder(role: .client)
            try await client.connection.write(
                Array((Self.request + "\r\n").utf8) + encoder.frame(.text("early")) + encoder.close(.normalClosure))
            let head = try await client.read(until: "\r\n\r\n")
            #expect(head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
            #expect(head.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
            #expect(!head.contains("Content-Length"))
            var pieces: [[UInt8]] = []
            while let bytes = try await client.connection.read() { pieces.append(bytes) }
            #expect(
                WebSocketTranscript(of: pieces).events == [
                    .message(.text("early")), .close(WebSocketCloseFrame(code: .normalClosure)),
                ])
            client.connection.close()
        }
    }

    @Test func `A refused request is answered, and the connection kept`() async throws {
        try await withHTTPServer { request in
            #expect(request.asksForWebSocket == (request.path == "/chat"))
            return .webSocket(request, Self.echo)
        } _: { server, group in
            let client = try await RawClient(server, group)
            for (text, status) in [
                ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "426"),
                (Self.request.replacing("Version: 13", with: "Version: 8") + "\r\n", "426"),
                (Self.request + "Origin: https://evil.example\r\n\r\n", "403"),
                (Self.request + "Content-Length: 1\r\n\r\nx", "400"),
            ] {
                try await client.send(text)
                let head = try await client.read(until: "\r\n\r\n")
                #expect(head.hasPrefix("HTTP/1.1 \(status) "))
                #expect(head.contains("Sec-WebSocket-Version: 13") == text.contains("Version: 8"))
                _ = try await client.read(until: "\n")
            }
            let old = try await RawClient(server, group)
            #expect(
                try await old.exchange(Self.request.replacing("HTTP/1.1", with: "HTTP/1.0") + "\r\n")
                    .hasPrefix("HTTP/1.1 426 "))
            client.connection.close()
            old.connection.close()
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A graceful shutdown closes with 1001 and waits for the answer`(polling: PollingMechanism) async throws {
        try await withHTTPServer(polling: polling) { request in
            .webSocket(request, options: .patient, Self.echo)
        } _: { server, group in
            let client = WebSocketClient(options: .patient, group: group)
            try await client.withWebSocket(to: url(server)) { socket in
                try await socket.send(.text("open"))
                #expect(try await socket.receive() == .text("open"))
                server.beginGracefulShutdown()
                #expect(try await socket.receive() == nil)
                #expect(socket.closeCode == .goingAway)
                #expect(socket.closeReason == "the server shuts down")
            }
        }
    }

    @Test func `A graceful shutdown while a message is being sent lets it out first`() async throws {
        let size = 16 * 1024 * 1024
        let isSending = Signal()
        try await withHTTPServer { request in
            .webSocket(request, options: .patient) { socket in
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { try await socket.send(.binary([UInt8](repeating: 1, count: size))) }
                    #expect(try await socket.receive() == .text("go on"))
                    isSending.fire()
                    #expect(try await socket.receive() == nil)
                    try await tasks.waitForAll()
                }
            }
        } _: { server, group in
            let client = WebSocketClient(options: .patient, group: group)
            try await client.withWebSocket(to: url(server)) { socket in
                try await socket.send(.text("go on"))
                await isSending.reached()
                server.beginGracefulShutdown()
                #expect(try await socket.receive() == .binary([UInt8](repeating: 1, count: size)))
                #expect(try await socket.receive() == nil)
                #expect(socket.closeCode == .goingAway)
            }
        }
    }

    @Test func `An error of the handler is reported, and closes with 1011`() async throws {
        struct Failure: Error {}
        let errors = Recorder<[String]>([])
        try await withHTTPServer(
            onError: { error in
                let name = "\(type(of: error))"
                errors.change { $0.append(name) }
            },
            handler: { request in
                .webSocket(request, options: .patient) { socket in
                    if try await socket.receive() == .text("fail") { throw Failure() }
                }
            }
        ) { server, group in
            let client = WebSocketClient(options: .patient, group: group)
            try await client.withWebSocket(to: url(server)) { socket in
                try await socket.send(.text("fail"))
                #expect(try await socket.receive() == nil)
                #expect(socket.closeCode == .internalError)
            }
            // The client's own fault is nothing to report.
            let raw = try await RawClient(server, group)
            try await raw.send(Self.request + "\r\n\u{1}\u{1}")
            _ = try await raw.readToEnd()
            raw.connection.close()
        }
        #expect(errors.value == ["Failure"])
    }

    @Test(arguments: PollingMechanism.all)
    func `What a client sent before it left is received all the same`(polling: PollingMechanism) async throws {
        let hasLeft = Signal()
        let received = Recorder<[WebSocketMessage?]>([])
        try await withHTTPServer(polling: polling) { request in
            .webSocket(request, options: .patient) { socket in
                await hasLeft.reached()
                for _ in 0..<3 {
                    let message = try await socket.receive()
                    received.change { $0.append(message) }
                }
            }
        } _: { server, group in
            let client = try await RawClient(server, group)
            try await client.send(Self.request + "\r\n")
            _ = try await client.read(until: "\r\n\r\n")
            let encoder = WebSocketEncoder(role: .client)
            try await client.connection.write(
                encoder.frame(.text("a")) + encoder.frame(.text("b")) + encoder.close(.normalClosure))
            try client.connection.finishWriting()
            hasLeft.fire()
            while try await client.connection.read() != nil {}
            client.connection.close()
        }
        #expect(received.value == [.text("a"), .text("b"), nil])
    }
}
