/// Reads the field lines of a head or of a trailer section (RFC 9112 section 5).
struct HTTPFieldSectionParser {
    private let limits: HTTPMessageLimits
    private(set) var headers = HTTPHeaders()
    /// Which of the fields that steer a connection have come.
    private(set) var notable: HTTPNotableFields = []
    private var consumedBytes: Int

    /// - Parameter consumedBytes: What the start line took of the head's allowance already.
    init(limits: HTTPMessageLimits, consumedBytes: Int = 0) {
        self.limits = limits
        self.consumedBytes = consumedBytes
    }

    /// Reads lines up to and including the empty one; false when more bytes are needed.
    mutating func parse(_ buffer: inout HTTPInputBuffer) throws(NetworkError) -> Bool {
        while true {
            let allowance = limits.maxHeadBytes - consumedBytes
            guard
                let line = try buffer.takeLine(
                    maxBytes: allowance, acceptsBareLineFeed: limits.acceptsBareLineFeed)
            else { return false }
            guard !line.isEmpty else { return true }
            consumedBytes += line.count + 2
            try add(line)
        }
    }

    private mutating func add(_ line: ArraySlice<UInt8>) throws(NetworkError) {
        guard let first = line.first, !ASCII.isBlank(first) else {
            throw Self.invalid("a field line does not start with a blank (obsolete line folding is refused)")
        }
        let nameLength = line.withUnsafeBufferPointer { Self.tokenLength($0) }
        guard nameLength > 0, nameLength < line.count, line[line.startIndex + nameLength] == ASCII.colon else {
            throw Self.invalid("a field line is a name of token characters and a colon without a blank between")
        }
        let name = line.prefix(nameLength)
        let value = line.dropFirst(nameLength + 1).trimmingBlanks()
        guard value.withUnsafeBufferPointer({ ASCII.areFieldValueBytes($0) }) else {
            throw Self.invalid("a field value holds no control characters")
        }
        guard headers.count < limits.maxHeaderCount else {
            throw NetworkError(.limitExceeded, "expected at most \(limits.maxHeaderCount) fields in a head")
        }
        notable.note(HTTPNotableFields(name: name))
        headers.add(HTTPText.decode(name), HTTPText.decode(value))
    }

    private static func tokenLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let tokenBytes = ASCII.tokenBytes
        return bytes.firstIndex { !tokenBytes.contains($0) } ?? bytes.count
    }

    private static func invalid(_ rule: String) -> NetworkError {
        NetworkError(.invalidResponse, "\(rule); found one that breaks this")
    }
}
