/// Writes the head of a response (RFC 9112 section 4).
struct HTTPResponseEncoder: Sendable {
    /// How the end of the content is told.
    enum Framing: Sendable, Equatable {
        /// There is none, and the status or the method says so.
        case none
        case length(Int)
        case chunked
        /// To a client of HTTP/1.0, which knows no chunks.
        case untilClose
    }

    let serverName: String?
    let date: HTTPDateCache

    /// - Throws: `invalidUse` for characters that would let a value end its line, for framing fields, and for a status
    ///   that cannot end a request.
    func encodeHead(
        status: HTTPStatus,
        headers: HTTPHeaders,
        framing: Framing,
        connection: Connection
    ) throws(NetworkError) -> [UInt8] {
        guard (200...599).contains(status.code) || status == .switchingProtocols else {
            throw Self.invalid("expected a status from 200 to 599, found \(status.code)")
        }
        var head = Self.statusLine(status)
        head.reserveCapacity(512)
        var hasDate = false
        var hasServer = false
        for field in headers {
            let note = try Self.check(field)
            hasDate = hasDate || note == .date
            hasServer = hasServer || note == .server
            Self.append(field.name, field.value, to: &head)
        }
        if !hasDate {
            head.append(contentsOf: "Date: ".utf8)
            head.append(contentsOf: date.now())
            head.append(contentsOf: Self.lineEnd)
        }
        if let serverName, !hasServer { Self.append("Server", serverName, to: &head) }
        switch framing {
        case .length(let length): Self.append("Content-Length", String(length), to: &head)
        case .chunked: Self.append("Transfer-Encoding", "chunked", to: &head)
        case .none, .untilClose: break
        }
        switch connection {
        case .close: Self.append("Connection", "close", to: &head)
        case .keepAlive: Self.append("Connection", "keep-alive", to: &head)
        case .unsaid: break
        }
        head.append(contentsOf: Self.lineEnd)
        return head
    }

    /// What is said about the connection.
    enum Connection: Sendable, Equatable {
        case close
        /// For clients of HTTP/1.0, which expect the end otherwise.
        case keepAlive
        case unsaid
    }

    private enum Note { case date, server, other }

    private static let lineEnd: [UInt8] = [ASCII.carriageReturn, ASCII.lineFeed]

    private static func statusLine(_ status: HTTPStatus) -> [UInt8] {
        switch status.code {
        case 200: Array("HTTP/1.1 200 OK\r\n".utf8)
        default: Array("HTTP/1.1 \(status.code) \(status.phrase)\r\n".utf8)
        }
    }

    private static func append(_ name: String, _ value: String, to head: inout [UInt8]) {
        head.append(contentsOf: name.utf8)
        head.append(ASCII.colon)
        head.append(ASCII.space)
        head.append(contentsOf: value.utf8)
        head.append(contentsOf: lineEnd)
    }

    private static func check(_ field: HTTPHeaders.Field) throws(NetworkError) -> Note {
        guard !field.name.isEmpty, field.name.utf8.allSatisfy(ASCII.isTokenByte) else {
            throw invalid("expected a field name of token characters, found \(field.name.debugDescription)")
        }
        // The value is not repeated: it may be a key.
        guard field.value.utf8.allSatisfy(ASCII.isFieldValueByte) else {
            throw invalid("expected no line breaks or control characters in the field \(field.name), found one")
        }
        switch field.name.utf8.count {
        case 4 where field.isNamed("Date"): return .date
        case 6 where field.isNamed("Server"): return .server
        case 14 where field.isNamed("Content-Length"), 17 where field.isNamed("Transfer-Encoding"):
            throw invalid("the field \(field.name) follows from the body; remove it from the headers")
        default: return .other
        }
    }

    private static func invalid(_ message: String) -> NetworkError {
        NetworkError(.invalidUse, message)
    }
}
