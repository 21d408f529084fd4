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

    /// - Parameter content: What follows the head in the same call.
    /// - Throws: `invalidUse` for characters that would let a value end its line, for framing fields, and for a status
    ///   that cannot end a request.
    func encodeHead(
        status: HTTPStatus,
        headers: HTTPHeaders,
        framing: Framing,
        connection: Connection,
        content: [UInt8] = []
    ) throws(NetworkError) -> [UInt8] {
        guard (200...599).contains(status.code) || status == .switchingProtocols else {
            throw Self.invalid("expected a status from 200 to 599, found \(status.code)")
        }
        var head: [UInt8] = []
        head.reserveCapacity(512 + content.count)
        head.append(contentsOf: Self.okLine)
        if status != .ok { head.replaceSubrange(9..., with: "\(status.code) \(status.phrase)\r\n".utf8) }
        var hasDate = false
        var hasServer = false
        for field in headers {
            let note = try Self.check(field)
            hasDate = hasDate || note == .date
            hasServer = hasServer || note == .server
            Self.append(field.name, field.value, to: &head)
        }
        if !hasDate {
            head.append(contentsOf: date.fieldLine())
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
        head.append(contentsOf: content)
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

    private static let okLine = Array("HTTP/1.1 200 OK\r\n".utf8)

    private static func append(_ name: String, _ value: String, to head: inout [UInt8]) {
        head.append(contentsOf: name.utf8)
        head.append(ASCII.colon)
        head.append(ASCII.space)
        head.append(contentsOf: value.utf8)
        head.append(contentsOf: lineEnd)
    }

    private static func check(_ field: HTTPHeaders.Field) throws(NetworkError) -> Note {
        guard !field.name.isEmpty, ASCII.tokenBytes.containsAll(field.name.utf8) else {
            throw invalid("expected a field name of token characters, found \(field.name.debugDescription)")
        }
        // The value is not repeated: it may be a key.
        guard ASCII.areFieldValueBytes(field.value.utf8) else {
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
