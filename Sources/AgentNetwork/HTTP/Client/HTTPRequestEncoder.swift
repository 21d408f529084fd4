/// Writes the head of a request (RFC 9112 section 3) and chooses how its body is framed.
struct HTTPRequestEncoder {
    let userAgent: String?

    /// The request line and all fields.
    ///
    /// - Throws: `invalidRequest` for characters that would let a value end its line, and for framing fields.
    func encodeHead(of request: HTTPRequest) throws(NetworkError) -> [UInt8] {
        guard !request.method.name.isEmpty, request.method.name.utf8.allSatisfy(ASCII.isTokenByte) else {
            throw Self.invalid("expected a method of token characters, found '\(request.method.name.debugDescription)'")
        }
        var head: [UInt8] = []
        head.reserveCapacity(512)
        head.append(contentsOf: "\(request.method.name) \(request.url.target) HTTP/1.1\r\n".utf8)
        for field in try fields(of: request) {
            head.append(contentsOf: "\(field.name): \(field.value)\r\n".utf8)
        }
        head.append(contentsOf: "\r\n".utf8)
        return head
    }

    private func fields(of request: HTTPRequest) throws(NetworkError) -> [HTTPHeaders.Field] {
        var fields: [HTTPHeaders.Field] = []
        if !request.headers.contains("Host") {
            fields.append(HTTPHeaders.Field(name: "Host", value: request.url.origin.hostField))
        }
        for field in request.headers {
            try Self.check(field)
            fields.append(field)
        }
        if let userAgent, !request.headers.contains("User-Agent") {
            fields.append(HTTPHeaders.Field(name: "User-Agent", value: userAgent))
        }
        if !request.headers.contains("Accept-Encoding") {
            fields.append(HTTPHeaders.Field(name: "Accept-Encoding", value: "identity"))
        }
        if let framing = Self.framing(of: request) { fields.append(framing) }
        return fields
    }

    private static func framing(of request: HTTPRequest) -> HTTPHeaders.Field? {
        switch request.body.content {
        case .empty:
            // A server may insist on a length where the method usually has content (RFC 9110 section 8.6).
            ["POST", "PUT", "PATCH"].contains(request.method.name)
                ? HTTPHeaders.Field(name: "Content-Length", value: "0") : nil
        case .bytes(let bytes):
            HTTPHeaders.Field(name: "Content-Length", value: String(bytes.count))
        case .stream(let length?, _):
            HTTPHeaders.Field(name: "Content-Length", value: String(length))
        case .stream(nil, _):
            HTTPHeaders.Field(name: "Transfer-Encoding", value: "chunked")
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
        guard !field.isNamed("Content-Length"), !field.isNamed("Transfer-Encoding") else {
            throw invalid("the field \(field.name) follows from the body; remove it from the headers")
        }
    }

    private static func invalid(_ message: String) -> NetworkError {
        NetworkError(.invalidRequest, message)
    }
}
