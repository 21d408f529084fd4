/// The server's half of the opening handshake (RFC 6455 section 4.2).
enum WebSocketServerHandshake {
    enum Answer: Equatable {
        /// Send 101 with these fields; what follows the request's head belongs to the WebSocket.
        case accept(headers: HTTPHeaders, subprotocol: String?)
        case refuse(WebSocketRefusal)
    }

    /// Judges a request.
    ///
    /// - Parameters:
    ///   - minorVersion: The digit after `HTTP/1.`.
    ///   - subprotocols: Those that the server speaks, best first.
    static func answer(
        method: HTTPMethod,
        minorVersion: Int,
        headers: HTTPHeaders,
        subprotocols: [String],
        origins: WebSocketOriginPolicy
    ) -> Answer {
        do throws(WebSocketRefusal) {
            try checkUpgrade(method: method, minorVersion: minorVersion, headers: headers)
            try checkVersion(headers)
            try checkOrigin(headers, origins)
            let key = try key(headers)
            let subprotocol = try choose(from: subprotocols, offeredIn: headers)
            // No answer to Sec-WebSocket-Extensions declines them all.
            var answer: HTTPHeaders = [
                "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": key.accept,
            ]
            if let subprotocol { answer.add("Sec-WebSocket-Protocol", subprotocol) }
            return .accept(headers: answer, subprotocol: subprotocol)
        } catch {
            return .refuse(error)
        }
    }

    private static func checkUpgrade(
        method: HTTPMethod,
        minorVersion: Int,
        headers: HTTPHeaders
    ) throws(WebSocketRefusal) {
        guard method == .get else {
            throw WebSocketRefusal(.methodNotAllowed, "a WebSocket is asked for with GET", headers: ["Allow": "GET"])
        }
        guard minorVersion >= 1, headers.hasToken("websocket", in: "Upgrade"),
            headers.hasToken("upgrade", in: "Connection")
        else {
            // RFC 9110 section 15.5.22 asks for the Upgrade field.
            throw WebSocketRefusal(
                .upgradeRequired, "expected HTTP/1.1 with 'Upgrade: websocket' and 'Connection: Upgrade'",
                headers: ["Upgrade": "websocket", "Connection": "Upgrade"])
        }
        guard headers.values(for: "Host").count == 1 else {
            throw WebSocketRefusal(.badRequest, "expected one Host field")
        }
        // Where content would end and frames begin is not to be a matter of opinion.
        let lengths = headers.values(for: "Content-Length")
        guard lengths.allSatisfy({ $0 == "0" }), !headers.contains("Transfer-Encoding") else {
            throw WebSocketRefusal(.badRequest, "expected a request without content")
        }
    }

    private static func checkVersion(_ headers: HTTPHeaders) throws(WebSocketRefusal) {
        guard headers.values(for: "Sec-WebSocket-Version") == ["13"] else {
            throw WebSocketRefusal(
                .upgradeRequired, "expected version 13 of the protocol",
                headers: ["Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"])
        }
    }

    private static func checkOrigin(
        _ headers: HTTPHeaders,
        _ policy: WebSocketOriginPolicy
    ) throws(WebSocketRefusal) {
        let origins = headers.values(for: "Origin")
        guard origins.allSatisfy({ policy.allows($0, host: headers["Host"] ?? "") }) else {
            throw WebSocketRefusal(.forbidden, "this origin may not connect; list it in the server's origin policy")
        }
    }

    private static func key(_ headers: HTTPHeaders) throws(WebSocketRefusal) -> WebSocketKey {
        let keys = headers.values(for: "Sec-WebSocket-Key")
        guard keys.count == 1, let key = WebSocketKey(received: keys[0]) else {
            throw WebSocketRefusal(.badRequest, "expected one Sec-WebSocket-Key of 16 bytes in base 64")
        }
        return key
    }

    /// The first of the server's own that the client offers.
    private static func choose(
        from subprotocols: [String],
        offeredIn headers: HTTPHeaders
    ) throws(WebSocketRefusal) -> String? {
        let offered = headers.listElements(of: "Sec-WebSocket-Protocol")
        guard offered.allSatisfy({ $0.allSatisfy(ASCII.isTokenByte) }) else {
            throw WebSocketRefusal(.badRequest, "expected token characters in Sec-WebSocket-Protocol")
        }
        return subprotocols.first { own in offered.contains { $0.elementsEqual(own.utf8) } }
    }
}
