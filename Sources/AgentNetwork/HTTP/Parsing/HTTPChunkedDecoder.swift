/// Removes the chunked transfer coding (RFC 9112 section 7.1).
///
/// Extensions are checked and ignored, as the RFC asks of a recipient that knows none.
struct HTTPChunkedDecoder {
    enum Output: Equatable {
        case data(ArraySlice<UInt8>)
        case end(trailers: HTTPHeaders)
    }

    private enum State {
        /// Next: data, or trailers after the size 0.
        case size
        /// Next: dataEnd.
        case data(remaining: Int)
        /// Next: size.
        case dataEnd
        case trailers
    }

    private let limits: HTTPMessageLimits
    private var state = State.size
    private var trailers: HTTPFieldSectionParser

    init(limits: HTTPMessageLimits) {
        self.limits = limits
        trailers = HTTPFieldSectionParser(limits: limits)
    }

    /// The next piece; nil when more bytes are needed.
    ///
    /// Not called again after `end`.
    mutating func next(_ buffer: inout HTTPInputBuffer) throws(NetworkError) -> Output? {
        while true {
            switch state {
            case .size:
                guard
                    let line = try buffer.takeLine(
                        maxBytes: limits.maxChunkLineBytes, acceptsBareLineFeed: false)
                else { return nil }
                let size = try Self.size(in: line)
                state = size == 0 ? .trailers : .data(remaining: size)
            case .data(let remaining):
                guard let data = buffer.take(upTo: remaining) else { return nil }
                state = data.count == remaining ? .dataEnd : .data(remaining: remaining - data.count)
                return .data(data)
            case .dataEnd:
                guard try buffer.takeLineEnd() else { return nil }
                state = .size
            case .trailers:
                return try trailers.parse(&buffer) ? .end(trailers: trailers.headers) : nil
            }
        }
    }

    /// Hexadecimal digits only: a sign, a prefix, a blank before or a number that does not fit are refused.
    private static func size(in line: ArraySlice<UInt8>) throws(NetworkError) -> Int {
        let digits = line.prefix { ASCII.hexDigit($0) != nil }
        let rest = line.dropFirst(digits.count)
        guard !digits.isEmpty, digits.count <= 15 else {
            throw NetworkError(.invalidResponse, "expected a chunk size of 1 to 15 hexadecimal digits")
        }
        let afterBlanks = rest.drop(while: ASCII.isBlank)
        guard rest.isEmpty || afterBlanks.first == UInt8(ascii: ";"), rest.allSatisfy(ASCII.isFieldValueByte) else {
            throw NetworkError(.invalidResponse, "expected the end of the line or ';' after a chunk size")
        }
        return digits.reduce(0) { $0 << 4 | (ASCII.hexDigit($1) ?? 0) }
    }
}
