internal import AgentPrimitives

/// Writes the head of a request (RFC 9112 section 3) and chooses how its body is framed.
struct HTTPRequestEncoder {
    let userAgent: String?

    /// The request line and all fields.
    ///
    /// - Parameter route: Decides how the request line names the target, and whose credentials are sent.
    /// - Throws: `invalidRequest` for characters that would let a value end its line, and for framing fields.
    func encodeHead(of request: HTTPRequest, on route: HTTPRoute) throws(NetworkError) -> [UInt8] {
        try Self.check(request.method)
        let given = try Self.check(request.headers)
        var head: [UInt8] = []
        head.reserveCapacity(512)
        head.append(contentsOf: request.method.name.utf8)
        head.append(ASCII.space)
        switch route {
        case .forward: head.append(contentsOf: request.url.description.utf8)
        case .direct, .tunnel: head.append(contentsOf: request.url.target.utf8)
        }
        head.append(contentsOf: " HTTP/1.1\r\n".utf8)
        if !given.contains(.host) { Self.write("Host", request.url.origin.hostField, to: &head) }
        let mayAuthorizeToProxy = Self.isForward(route)
        for field in request.headers {
            // These credentials are for a proxy; an origin does not get them.
            if !mayAuthorizeToProxy, given.contains(.proxyAuthorization), field.isNamed("Proxy-Authorization") {
                continue
            }
            Self.write(field.name, field.value, to: &head)
        }
        if let userAgent, !given.contains(.userAgent) {
            try Self.append(HTTPHeaders.Field(name: "User-Agent", value: userAgent), to: &head)
        }
        if !given.contains(.acceptEncoding) { Self.write("Accept-Encoding", "identity", to: &head) }
        if case .forward(let proxy) = route, let authorization = proxy.authorization,
            !given.contains(.proxyAuthorization)
        {
            Self.write("Proxy-Authorization", authorization.reveal(), to: &head)
        }
        if request.awaitsContinue, !request.headers.hasToken("100-continue", in: "Expect") {
            Self.write("Expect", "100-continue", to: &head)
        }
        if let (name, value) = try Self.framing(of: request) { Self.write(name, value, to: &head) }
        head.append(contentsOf: "\r\n".utf8)
        return head
    }

    /// A start line and fields, checked.
    static func head(_ startLine: String, _ fields: HTTPHeaders) throws(NetworkError) -> [UInt8] {
        var head = Array("\(startLine)\r\n".utf8)
        for field in fields { try append(field, to: &head) }
        head.append(contentsOf: "\r\n".utf8)
        return head
    }

    /// Appends a field line.
    ///
    /// - Throws: `invalidRequest` for characters that would let it end early, or begin another.
    static func append(_ field: HTTPHeaders.Field, to bytes: inout [UInt8]) throws(NetworkError) {
        try check(field)
        write(field.name, field.value, to: &bytes)
    }

    private static func write(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(ASCII.colon)
        bytes.append(ASCII.space)
        bytes.append(contentsOf: value.utf8)
        bytes.append(ASCII.carriageReturn)
        bytes.append(ASCII.lineFeed)
    }

    private static func isForward(_ route: HTTPRoute) -> Bool {
        if case .forward = route { true } else { false }
    }

    /// Fields of the caller's that take the place of the client's own.
    private struct Given: OptionSet {
        let rawValue: UInt8

        static let host = Given(rawValue: 1)
        static let userAgent = Given(rawValue: 2)
        static let acceptEncoding = Given(rawValue: 4)
        static let proxyAuthorization = Given(rawValue: 8)
    }

    private static func check(_ headers: HTTPHeaders) throws(NetworkError) -> Given {
        var given: Given = []
        for field in headers {
            try check(field)
            switch field.name.utf8.count {
            case 4 where field.isNamed("Host"): given.insert(.host)
            case 10 where field.isNamed("User-Agent"): given.insert(.userAgent)
            case 15 where field.isNamed("Accept-Encoding"): given.insert(.acceptEncoding)
            case 19 where field.isNamed("Proxy-Authorization"): given.insert(.proxyAuthorization)
            case 14 where field.isNamed("Content-Length"), 17 where field.isNamed("Transfer-Encoding"):
                throw invalid("the field \(field.name) follows from the body; remove it from the headers")
            default: break
            }
        }
        return given
    }

    private static func check(_ method: HTTPMethod) throws(NetworkError) {
        guard !method.name.isEmpty, ASCII.tokenBytes.containsAll(method.name.utf8) else {
            throw invalid("expected a method of token characters, found '\(method.name.debugDescription)'")
        }
        guard method.name != "CONNECT" else {
            throw invalid("CONNECT opens a tunnel and is no request; name the proxy in HTTPClientOptions.proxies")
        }
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
        guard !field.name.isEmpty, ASCII.tokenBytes.containsAll(field.name.utf8) else {
            throw invalid("expected a field name of token characters, found \(field.name.debugDescription)")
        }
        // The value is not repeated: it may be a key.
        guard ASCII.areFieldValueBytes(field.value.utf8) else {
            throw invalid("expected no line breaks or control characters in the field \(field.name), found one")
        }
    }

    private static func invalid(_ message: String) -> NetworkError {
        NetworkError(.invalidRequest, message)
    }
}
