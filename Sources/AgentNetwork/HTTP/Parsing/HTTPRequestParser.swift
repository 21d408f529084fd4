internal import CAgentSystem

/// Reads requests, one after the other, from bytes that arrive in any pieces (RFC 9112).
///
/// Pure: feed bytes, then take events until there are none; after `end` the next event belongs to the next request. It
/// refuses what smuggling relies on: Content-Length together with Transfer-Encoding, either of them twice, line folding,
/// blanks around names, odd chunk sizes, a line that LF alone ends. Once it has thrown it throws the same rejection again.
struct HTTPRequestParser {
    enum Event: Equatable {
        /// A head; what follows is content and the end.
        case head(HTTPRequestHead)
        /// A part of the content.
        case body(ArraySlice<UInt8>)
        /// The request is complete.
        case end(trailers: HTTPHeaders)
    }

    private enum State {
        /// Next: fields.
        case requestLine
        /// Next: a body state.
        case fields(HTTPRequestLine)
        /// Content of a known length, zero included. Next: requestLine.
        case length(remaining: Int)
        /// Next: requestLine.
        case chunked
        case failed(HTTPRejection)
    }

    private let limits: HTTPMessageLimits
    private var state = State.requestLine
    private var buffer = HTTPInputBuffer()
    // Beside the state and not in its payload, so that it is changed in place and never copied.
    private var fields: HTTPFieldSectionParser
    private var chunks: HTTPChunkedDecoder
    /// Content of the request at hand so far; only counted where no length was announced.
    private var chunkedBytes = 0
    private var skippedEmptyLines = 0

    init(limits: HTTPMessageLimits = HTTPMessageLimits()) {
        self.limits = limits
        fields = HTTPFieldSectionParser(limits: limits)
        chunks = HTTPChunkedDecoder(limits: limits)
    }

    /// No request has begun and nothing was received of the next one.
    var isIdle: Bool {
        if case .requestLine = state { buffer.isEmpty } else { false }
    }

    /// Bytes were received that no event has told of yet.
    var holdsBytes: Bool { !buffer.isEmpty }

    /// How much content is left, where that is known.
    var remainingLength: Int? {
        if case .length(let remaining) = state { remaining } else { nil }
    }

    mutating func feed(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        buffer.append(bytes)
    }

    /// Takes what was received and not used, for another protocol on the same connection.
    mutating func takeLeftover() -> [UInt8] {
        buffer.takeAll()
    }

    /// The next event; nil when more bytes are needed.
    mutating func next() throws(HTTPRejection) -> Event? {
        do throws(HTTPRejection) {
            return try advance()
        } catch {
            state = .failed(error)
            throw error
        }
    }

    private mutating func advance() throws(HTTPRejection) -> Event? {
        while true {
            switch state {
            case .requestLine:
                guard let line = try takeRequestLine() else { return nil }
                state = .fields(try HTTPRequestLine(parsing: line))
                fields = HTTPFieldSectionParser(limits: limits, consumedBytes: line.count + 2)
            case .fields(let line):
                guard try parseFields() else { return nil }
                return .head(try endHead(line))
            case .length(0):
                return end(trailers: HTTPHeaders())
            case .length(let remaining):
                guard let data = buffer.take(upTo: remaining) else { return nil }
                state = .length(remaining: remaining - data.count)
                return .body(data)
            case .chunked:
                return try advanceChunked()
            case .failed(let rejection):
                throw rejection
            }
        }
    }

    private mutating func takeRequestLine() throws(HTTPRejection) -> ArraySlice<UInt8>? {
        while true {
            do throws(NetworkError) {
                let line = try buffer.takeLine(
                    maxBytes: limits.maxTargetBytes + 64, acceptsBareLineFeed: limits.acceptsBareLineFeed)
                guard let line, line.isEmpty else { return line }
            } catch {
                throw HTTPRejection(error, tooLarge: .uriTooLong)
            }
            // Some clients end content with a line end that is not part of it (RFC 9112 section 2.2).
            skippedEmptyLines += 1
            guard skippedEmptyLines <= 2 else {
                throw HTTPRejection(.badRequest, "expected a request line, found empty lines")
            }
        }
    }

    private mutating func parseFields() throws(HTTPRejection) -> Bool {
        do throws(NetworkError) {
            return try fields.parse(&buffer)
        } catch {
            throw HTTPRejection(error, tooLarge: .headerFieldsTooLarge)
        }
    }

    private mutating func advanceChunked() throws(HTTPRejection) -> Event? {
        do throws(NetworkError) {
            switch try chunks.next(&buffer) {
            case nil:
                return nil
            case .data(let data):
                chunkedBytes += data.count
                guard chunkedBytes <= limits.maxBodyBytes else { break }
                return .body(data)
            case .end(let trailers):
                return end(trailers: trailers)
            }
        } catch {
            throw HTTPRejection(error, tooLarge: .headerFieldsTooLarge)
        }
        throw Self.contentTooLarge(limits)
    }

    private mutating func end(trailers: HTTPHeaders) -> Event {
        state = .requestLine
        skippedEmptyLines = 0
        return .end(trailers: trailers)
    }

    /// Checks what only the whole head shows, and chooses what follows it.
    private mutating func endHead(_ line: HTTPRequestLine) throws(HTTPRejection) -> HTTPRequestHead {
        let head = HTTPRequestHead(
            method: line.method,
            target: line.target,
            minorVersion: line.minorVersion,
            headers: fields.headers,
            authority: try authority(line),
            notable: fields.notable
        )
        state = try framing(of: head)
        return head
    }

    private func authority(_ line: HTTPRequestLine) throws(HTTPRejection) -> String {
        guard !fields.notable.contains(.repeated) else {
            throw HTTPRejection(
                .badRequest, "expected Host, Content-Length and Transfer-Encoding at most once each, found one again")
        }
        guard fields.notable.contains(.host) else {
            guard line.minorVersion == 0 else {
                throw HTTPRejection(.badRequest, "expected a Host field, which HTTP/1.1 demands")
            }
            return line.authority ?? ""
        }
        let host = fields.headers["Host"] ?? ""
        guard Self.hostBytes.containsAll(host.utf8) else {
            throw HTTPRejection(.badRequest, "expected a host and perhaps a port in the Host field")
        }
        return line.authority ?? host
    }

    /// Letters, digits and what stands in names, addresses and ports; no blank, no comma, no user information.
    private static let hostBytes = ASCIISet.visible.subtracting(ASCIISet("\"#,/<>?@\\^`{|}"))

    private mutating func framing(of head: HTTPRequestHead) throws(HTTPRejection) -> State {
        let hasCoding = head.notable.contains(.transferEncoding)
        guard head.notable.contains(.contentLength) || hasCoding else { return .length(remaining: 0) }
        guard !(head.notable.contains(.contentLength) && hasCoding) else {
            throw HTTPRejection(
                .badRequest,
                "expected Content-Length or Transfer-Encoding, found both; that is how requests are smuggled")
        }
        guard !hasCoding else {
            guard head.minorVersion >= 1 else {
                throw HTTPRejection(.badRequest, "expected no Transfer-Encoding in a request of HTTP/1.0")
            }
            guard head.headers["Transfer-Encoding"]?.utf8.equalsIgnoringASCIICase("chunked") == true else {
                throw HTTPRejection(.notImplemented, "expected the transfer coding chunked, once and alone")
            }
            chunks = HTTPChunkedDecoder(limits: limits)
            chunkedBytes = 0
            return .chunked
        }
        guard let length = head.headers["Content-Length"].flatMap({ ASCII.decimal($0.utf8) }) else {
            throw HTTPRejection(.badRequest, "expected a Content-Length of digits only that fits 63 bits")
        }
        guard length <= limits.maxBodyBytes else { throw Self.contentTooLarge(limits) }
        return .length(remaining: length)
    }

    private static func contentTooLarge(_ limits: HTTPMessageLimits) -> HTTPRejection {
        HTTPRejection(.contentTooLarge, "expected content of at most \(limits.maxBodyBytes) bytes, found more")
    }
}
