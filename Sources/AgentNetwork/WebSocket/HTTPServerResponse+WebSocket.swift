extension HTTPServerRequest {
    /// Whether the request asks for a WebSocket, rightly or not.
    public var asksForWebSocket: Bool {
        headers.hasToken("websocket", in: "Upgrade")
    }
}

extension HTTPServerResponse {
    /// Turns the connection into a WebSocket (RFC 6455), or refuses the request where it asks for something else, has a
    /// wrong version, or comes from a web page that may not connect.
    ///
    /// ```swift
    /// let server = try await HTTPServer.bind(to: endpoint) { request in
    ///     .webSocket(request) { socket in
    ///         while let message = try await socket.receive() { try await socket.send(message) }
    ///     }
    /// }
    /// ```
    ///
    /// The connection is closed with 1000 when `body` returns and with 1011 when it throws. A graceful shutdown of the server
    /// closes it with 1001: ``WebSocket/receive()`` returns nil then.
    ///
    /// - Parameters:
    ///   - request: What is answered.
    ///   - options: Subprotocols, origins, limits.
    ///   - body: Uses the connection, on its event loop. An error it throws that is not the connection's own is reported
    ///     like that of a handler.
    public static func webSocket(
        _ request: HTTPServerRequest,
        options: WebSocketServerOptions = WebSocketServerOptions(),
        _ body: @escaping @Sendable (WebSocket) async throws -> Void
    ) -> HTTPServerResponse {
        let answer = WebSocketServerHandshake.answer(
            method: request.method, minorVersion: request.minorVersion, headers: request.headers,
            subprotocols: options.subprotocols, origins: options.origins)
        switch answer {
        case .accept(let headers, let subprotocol):
            let upgrade = HTTPUpgrade { connection in
                let socket = WebSocket(
                    over: connection.stream, role: .server, leftover: connection.leftover, subprotocol: subprotocol,
                    limits: options.limits, timeouts: options.timeouts)
                connection.onDrain { [weak socket] in
                    socket?.beginClose(code: .goingAway, reason: "the server shuts down")
                }
                try await socket.scope(body)
            }
            return HTTPServerResponse(upgrade: upgrade, headers: headers)
        case .refuse(let refusal):
            var response = HTTPServerResponse.text(refusal.message + "\n", status: refusal.status)
            for field in refusal.headers { response.headers.add(field.name, field.value) }
            return response
        }
    }
}
