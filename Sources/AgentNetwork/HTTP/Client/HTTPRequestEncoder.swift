internal import AgentPrimitives

/// Writes the head of a request (RFC 9112 section 3) and chooses how its body is framed.
struct HTTPRequestEncoder {
    let userAgent: String?

    /// The request line and all fields.
    ///
    /// - Parameter route: Decides how the request line names the target, and whose credentials are sent.
    /// - Throws: `invalidRequest` for characters that would let a value end its line, and for framing fields.
    func encodeHead(of request: HTTPRequest, on route: HTTPRoute) throws(NetworkError) -> [UInt8] {
        let method = request.method.name
        guard !method.isEmpty, method.utf8.allSatisfy(ASCII.isTokenByte) else {
            throw Self.invalid("expected a method of token characters, found '\(method.debugDescription)'")
        }
        guard method != "CONNECT" else {
            throw Self.invalid("CONNECT opens a tunnel and is no request; name the proxy in HTTPClientOptions.proxies")
        }
        for field in request.headers where field.isNamed("Content-Length") || field.isNamed("Transfer-Encoding") {
            throw Self.invalid("the field \(field.name) follows from the body; remove it from the headers")
        }
        let target =
            switch route {
            case .forward: request.url.description
            case .direct, .tunnel: request.url.target
            }
        return try Self.head("\(method) \(target) HTTP/1.1", fields(of: request, on: route))
    }

    /// A start line and fields, checked.
    static func head(_ startLine: String, _ fields: HTTPHeaders) throws(NetworkError) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(512)
        head.append(contentsOf: startLine.utf8)
        head.append(contentsOf: "\r\n".utf8)
        for field in fields { try append(field, to: &head) }
        head.append(contentsOf: "\r\n".utf8)
        return head
    }

    /// Appends a field line.
    ///
    /// - Throws: `invalidRequest` for characters that would let it end early, or begin another.
    static func append(_ field: HTTPHeaders.Field, to bytes: inout [UInt8]) throws(NetworkError) {
        try check(field)
        bytes.append(contentsOf: field.name.utf8)
        bytes.append(ASCII.colon)
        bytes.append(ASCII.space)
        bytes.append(contentsOf: field.value.utf8)
        bytes.append(ASCII.carriageReturn)
        bytes.append(ASCII.lineFeed)
    }

    private func fields(of request: HTTPRequest, on route: HTTPRoute) throws(NetworkError) -> HTTPHeaders {
        var fields = HTTPHeaders()
        if !request.headers.contains("Host") { fields.add("Host", request.url.origin.hostField) }
        for field in request.headers { fields.add(field.name, field.value) }
        if let userAgent, !fields.contains("User-Agent") { fields.add("User-Agent", userAgent) }
        if !fields.contains("Accept-Encoding") { fields.add("Accept-Encoding", "identity") }
        if case .forward(let proxy) = route {
            if let authorization = proxy.authorization, !fields.contains("Proxy-Authorization") {
                fields.add("Proxy-Authorization", authorization.reveal())
            }
        } else {
            // The origin is not who these credentials are for.
            fields.remove("Proxy-Authorization")
        }
        if request.awaitsContinue, !fields.hasToken("100-continue", in: "Expect") {
            fields.add("Expect", "100-continue")
        }
        if let (name, value) = try Self.framing(of: request) { fields.add(name, value) }
        return fields
    }

    private static func framing(of request: HTTPRequest) throws(NetworkError) -> (name: String, value: String)? {
        switch request.body.content {
        case .empty:
            // A server may insist on a length where the method usually has content (RFC 9110 section 8.6).
            return ["POST", "PUT", "PATCH"].contains(request.method.name) ? ("Content-Length", "0") : nil
        case .bytes(let bytes):
            return ("Content-Length", String(bytes.count))
        case .stream(let length?, _):
            guard length >= 0 else { throw invalid("expected a body of no less than 0 bytes, found \(length)") }
            return ("Content-Length", String(length))
        case .stream(nil, _):
            return ("Transfer-Encoding", "chunked")
        }
    }

    private static func check(_ field: HTTPHeaders.Field) throws(NetworkError) {
        guard !field.name.isEmpty, field.name.utf8.allSatisfy(ASCII.isTokenByte) else {
            throw invalid("expected a field name of token characters, found \(field.name.debugDescription)")
        }
        // The value is not repeated: it may be a key.
        guard field.value.utf8.allSatisfy(ASCII.isFieldValueByte) else {
            throw invalid("expected no line breaks or control characters in the field \(field.name), found one")
        }
    }

    private static func invalid(_ message: String) -> NetworkError {
        NetworkError(.invalidRequest, message)
    }
}
