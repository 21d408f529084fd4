/// The client's half of the opening handshake (RFC 6455 section 4.1).
struct WebSocketClientHandshake {
    private let key: WebSocketKey
    private let subprotocols: [String]

    /// - Parameter subprotocols: Those to offer, best first.
    /// - Throws: `invalidRequest` for names that are no tokens, or that repeat.
    init(key: WebSocketKey, subprotocols: [String]) throws(NetworkError) {
        for name in subprotocols where name.isEmpty || !name.utf8.allSatisfy(ASCII.isTokenByte) {
            throw NetworkError(
                .invalidRequest, "expected subprotocols of token characters, found \(name.debugDescription)")
        }
        guard Set(subprotocols).count == subprotocols.count else {
            throw NetworkError(.invalidRequest, "expected each subprotocol to be offered once, found one twice")
        }
        self.key = key
        self.subprotocols = subprotocols
    }

    /// The request's fields.
    ///
    /// - Parameter additional: Fields to send besides those of the handshake.
    /// - Throws: `invalidRequest` when they contain one of the handshake's own.
    func headers(adding additional: HTTPHeaders) throws(NetworkError) -> HTTPHeaders {
        for field in additional where Self.isReserved(field.name) {
            throw NetworkError(
                .invalidRequest,
                "the field \(field.name) is part of the WebSocket handshake; remove it from the headers")
        }
        var headers = additional
        headers.add("Upgrade", "websocket")
        headers.add("Connection", "Upgrade")
        headers.add("Sec-WebSocket-Version", "13")
        headers.add("Sec-WebSocket-Key", key.text)
        if !subprotocols.isEmpty { headers.add("Sec-WebSocket-Protocol", subprotocols.joined(separator: ", ")) }
        return headers
    }

    private static func isReserved(_ name: String) -> Bool {
        name.utf8.equalsIgnoringASCIICase("Upgrade") || name.utf8.equalsIgnoringASCIICase("Connection")
            || name.utf8.prefix(14).equalsIgnoringASCIICase("Sec-WebSocket-")
    }

    /// Judges the response, and returns the subprotocol that the server chose.
    ///
    /// - Throws: `invalidResponse` when the server declines, or answers what was not asked.
    func check(_ head: HTTPResponseHead) throws(NetworkError) -> String? {
        guard head.status == 101 else {
            throw Self.invalid(
                "expected status 101 for a WebSocket, found \(head.status); check the path, and what the server demands"
            )
        }
        guard head.minorVersion >= 1, head.headers.hasToken("websocket", in: "Upgrade"),
            head.headers.hasToken("upgrade", in: "Connection")
        else {
            throw Self.invalid("expected HTTP/1.1 with 'Upgrade: websocket' and 'Connection: Upgrade' in the response")
        }
        guard head.headers.values(for: "Sec-WebSocket-Accept") == [key.accept] else {
            throw Self.invalid(
                "expected the Sec-WebSocket-Accept that belongs to the key; the server, or a cache before it,"
                    + " does not speak WebSocket")
        }
        guard head.headers.listElements(of: "Sec-WebSocket-Extensions").isEmpty else {
            throw Self.invalid("expected no extensions, because none were offered, found some")
        }
        return try chosenSubprotocol(head.headers)
    }

    private func chosenSubprotocol(_ headers: HTTPHeaders) throws(NetworkError) -> String? {
        let chosen = headers.values(for: "Sec-WebSocket-Protocol")
        guard let first = chosen.first else { return nil }
        guard chosen.count == 1, subprotocols.contains(first) else {
            throw Self.invalid("expected one of the offered subprotocols, found another")
        }
        return first
    }

    private static func invalid(_ message: String) -> NetworkError {
        NetworkError(.invalidResponse, message, phase: .responseHead)
    }
}
