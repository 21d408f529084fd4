/// Reads one response from bytes that arrive in any pieces (RFC 9112).
///
/// Pure: feed bytes, then take events until there are none. It refuses what smuggling relies on: both Content-Length and
/// Transfer-Encoding, differing lengths, line folding, blanks around names, odd chunk sizes, bare LF. Once it has thrown
/// it throws the same error again.
struct HTTPResponseParser {
    enum Event: Equatable {
        /// The final response's head; interim ones are skipped.
        case head(HTTPResponseHead)
        /// A part of the content.
        case body(ArraySlice<UInt8>)
        /// The message is complete.
        case end(trailers: HTTPHeaders)
    }

    private enum State {
        /// Next: fields.
        case statusLine
        /// Next: statusLine after an interim response, otherwise a body state.
        case fields(HTTPStatusLine)
        /// Content of a known length, zero included. Next: complete.
        case length(remaining: Int)
        /// Next: complete.
        case chunked
        /// Content that only the end of the stream ends. Next: complete.
        case untilClose
        case complete
        case failed(NetworkError)
    }

    private let limits: HTTPMessageLimits
    private let requestMethod: HTTPMethod
    private var state = State.statusLine
    private var buffer = HTTPInputBuffer()
    // Beside the state and not in its payload, so that it is changed in place and never copied.
    private var fields: HTTPFieldSectionParser
    private var chunks: HTTPChunkedDecoder
    private var interimCount = 0
    /// The peer has sent something; decides what the end of the stream means before a head.
    private(set) var hasReceivedBytes = false
    /// The peer has said that it wants the body of the request (status 100).
    private(set) var hasReceivedContinue = false
    /// The connection may carry another exchange, as far as the head says.
    private var headAllowsReuse = false

    init(requestMethod: HTTPMethod, limits: HTTPMessageLimits = HTTPMessageLimits()) {
        self.requestMethod = requestMethod
        self.limits = limits
        fields = HTTPFieldSectionParser(limits: limits)
        chunks = HTTPChunkedDecoder(limits: limits)
    }

    var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// The message is complete, nothing follows it, and both sides keep the connection open.
    var allowsReuse: Bool { isComplete && buffer.isEmpty && headAllowsReuse }

    /// Nothing that was fed is left.
    var isDrained: Bool { buffer.isEmpty }

    mutating func feed(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        hasReceivedBytes = true
        buffer.append(bytes)
    }

    /// Takes what was received and not used, for another protocol on the same connection.
    mutating func takeLeftover() -> [UInt8] {
        buffer.takeAll()
    }

    /// The next event; nil when more bytes are needed, or after `end`.
    mutating func next() throws(NetworkError) -> Event? {
        do throws(NetworkError) {
            return try advance()
        } catch {
            state = .failed(error)
            throw error
        }
    }

    /// Tells that the stream has ended, after `next` has returned nil.
    mutating func finish() throws(NetworkError) -> Event? {
        switch state {
        case .complete:
            return nil
        case .untilClose:
            state = .complete
            return .end(trailers: HTTPHeaders())
        case .failed(let error):
            throw error
        case .statusLine where !hasReceivedBytes:
            throw NetworkError(.connectionClosed, "expected a response, the peer closed the connection without one")
        case .statusLine, .fields:
            throw NetworkError(.truncated, "expected a whole response head, the peer closed the connection within it")
        case .length(let remaining):
            throw NetworkError(
                .truncated, "expected \(remaining) more bytes of content, the peer closed the connection")
        case .chunked:
            throw NetworkError(.truncated, "expected the last chunk, the peer closed the connection before it")
        }
    }

    /// Skips what has been fed; true when the message is complete and the connection may be used again.
    mutating func drain() -> Bool {
        do throws(NetworkError) {
            while try next() != nil {}
            return allowsReuse
        } catch {
            return false
        }
    }

    private mutating func advance() throws(NetworkError) -> Event? {
        while true {
            switch state {
            case .statusLine:
                guard
                    let line = try buffer.takeLine(
                        maxBytes: limits.maxHeadBytes, acceptsBareLineFeed: limits.acceptsBareLineFeed)
                else { return nil }
                state = .fields(try HTTPStatusLine(parsing: line))
                fields = HTTPFieldSectionParser(limits: limits, consumedBytes: line.count + 2)
            case .fields(let line):
                guard try fields.parse(&buffer) else { return nil }
                if let head = try endHead(line, fields.headers) { return .head(head) }
            case .length(0):
                state = .complete
                return .end(trailers: HTTPHeaders())
            case .length(let remaining):
                guard let data = buffer.take(upTo: remaining) else { return nil }
                state = .length(remaining: remaining - data.count)
                return .body(data)
            case .chunked:
                switch try chunks.next(&buffer) {
                case nil:
                    return nil
                case .data(let data):
                    return .body(data)
                case .end(let trailers):
                    state = .complete
                    return .end(trailers: trailers)
                }
            case .untilClose:
                return buffer.take(upTo: .max).map { .body($0) }
            case .complete:
                return nil
            case .failed(let error):
                throw error
            }
        }
    }

    /// Chooses what follows a head; nil after an interim response.
    private mutating func endHead(
        _ line: HTTPStatusLine,
        _ headers: HTTPHeaders
    ) throws(NetworkError) -> HTTPResponseHead? {
        let head = HTTPResponseHead(
            status: line.status, reason: line.reason, minorVersion: line.minorVersion, headers: headers)
        let framing = try HTTPBodyFraming(of: head, requestMethod: requestMethod)
        guard !head.isInterim else {
            if head.status == 100 { hasReceivedContinue = true }
            interimCount += 1
            guard interimCount <= limits.maxInterimResponses else {
                throw NetworkError(
                    .limitExceeded, "expected a final response after at most \(limits.maxInterimResponses) interim ones"
                )
            }
            state = .statusLine
            return nil
        }
        // After 101 the bytes belong to another protocol.
        headAllowsReuse = head.allowsReuse && head.status != 101
        switch framing {
        case .none: state = .length(remaining: 0)
        case .length(let length): state = .length(remaining: length)
        case .chunked: state = .chunked
        case .untilClose:
            headAllowsReuse = false
            state = .untilClose
        }
        return head
    }
}
