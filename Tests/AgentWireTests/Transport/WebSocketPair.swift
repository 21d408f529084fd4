internal import AgentNetwork

@testable internal import AgentWire

/// A client's WebSocket and the transport at the server's end of it.
func withWebSockets(
    _ body: @escaping @Sendable (WebSocket, WebSocketFrameTransport) async throws -> Void
) async throws {
    let group = try EventLoopGroup(loopCount: 2)
    // The subject is not time: whoever receives slowly is to get everything before a close is given up.
    var options = WebSocketClientOptions()
    var serverOptions = WebSocketServerOptions()
    options.handshakeTimeout = .seconds(120)
    options.connectTimeout = .seconds(120)
    options.timeouts.closeTimeout = .seconds(120)
    serverOptions.timeouts.closeTimeout = .seconds(120)
    let (served, serve) = AsyncStream.makeStream(of: WebSocketFrameTransport.self, bufferingPolicy: .bufferingOldest(1))
    let server = try await HTTPServer.bind(to: Endpoint(host: "127.0.0.1", port: 0), group: group) {
        [serverOptions] request in
        .webSocket(request, options: serverOptions) { socket in
            let transport = WebSocketFrameTransport(socket)
            serve.yield(transport)
            await transport.run()
        }
    }
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { await server.run() }
        let url = try WebSocketURL("ws://127.0.0.1:\(server.port)/")
        try await WebSocketClient(options: options, group: group).withWebSocket(to: url) { client in
            var ends = served.makeAsyncIterator()
            guard let far = await ends.next() else { throw CancellationError() }
            try await body(client, far)
            far.close()
        }
        server.beginGracefulShutdown()
        try await tasks.waitForAll()
    }
    await group.shutdown()
}

/// Two transports over one WebSocket.
func withWebSocketPair(
    _ body: @escaping @Sendable (WebSocketFrameTransport, WebSocketFrameTransport) async throws -> Void
) async throws {
    try await withWebSockets { client, far in
        try await WebSocketFrameTransport.withTransport(over: client) { near in
            try await body(near, far)
        }
    }
}
