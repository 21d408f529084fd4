/// Reads one JSON document (RFC 8259) from bytes in memory.
///
/// Open containers are kept on explicit stacks, so nesting costs no call stack. Their values lie on two stacks, one for
/// elements and one for members, and move into an array of exact size when the container closes.
struct JSONParser: ~Copyable {
    /// The innermost open container and where its values start on its stack.
    private enum Container {
        case none
        case array(start: Int)
        case object(start: Int)
    }

    let input: UnsafePointer<UInt8>
    let end: Int
    var position = 0
    /// Holds the string being unescaped; kept to reuse its room.
    var unescaped: [UInt8] = []

    private let limits: JSONParsingLimits
    private var container = Container.none
    private var enclosing: [Container] = []
    private var elements = MoveStack<JSONValue>()
    /// Members of open objects; the last one of each still waits for its value.
    private var members = MoveStack<JSONObject.Element>()

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONParsingLimits) throws(JSONError) {
        guard let input = bytes.baseAddress, !bytes.isEmpty else {
            let start = JSONError.Position(offset: 0, line: 1, column: 1)
            throw JSONError(.unexpectedEnd, "expected a JSON value, found no bytes; pass a document", at: start)
        }
        self.input = input
        self.end = bytes.count
        self.limits = limits
    }

    /// Reads the document and checks that nothing follows it.
    mutating func document() throws(JSONError) -> JSONValue {
        try checkStart()
        while true {
            guard var value = try valueOrOpening() else { continue }
            // A value is complete; so is its container if that ends here, and so on outwards.
            completing: while true {
                switch container {
                case .none:
                    try checkEnd()
                    return value
                case .array(let start):
                    elements.push(value)
                    switch nextToken() {
                    case UInt8(ascii: ","):
                        position += 1
                        break completing
                    case UInt8(ascii: "]"):
                        value = closeArray(start)
                    default:
                        throw failure(.unexpectedByte, expected: "',' or ']' after an array element")
                    }
                case .object(let start):
                    members.top.value = value
                    switch nextToken() {
                    case UInt8(ascii: ","):
                        position += 1
                        try key(expected: "a key in double quotes after ','")
                        break completing
                    case UInt8(ascii: "}"):
                        value = closeObject(start)
                    default:
                        throw failure(.unexpectedByte, expected: "',' or '}' after an object member")
                    }
                }
            }
        }
    }

    /// Reads a value, or opens a container and stops where its first value must start, returning nil.
    private mutating func valueOrOpening() throws(JSONError) -> JSONValue? {
        switch nextToken() {
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "{"):
            try open(.object(start: members.count))
            if nextToken() == UInt8(ascii: "}") { return closeObject(members.count) }
            try key(expected: "a key in double quotes or '}'")
            return nil
        case UInt8(ascii: "["):
            try open(.array(start: elements.count))
            if nextToken() == UInt8(ascii: "]") { return closeArray(elements.count) }
            return nil
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try number())
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        default:
            throw failure(.unexpectedByte, expected: "a JSON value")
        }
    }

    private mutating func open(_ opened: Container) throws(JSONError) {
        guard enclosing.count < limits.maximumDepth else {
            throw failure(
                .depthExceeded, expected: "at most \(limits.maximumDepth) nested arrays and objects",
                advice: "flatten the document or raise maximumDepth (up to \(JSONParsingLimits.depthCeiling))")
        }
        position += 1
        enclosing.append(container)
        container = opened
    }

    private mutating func closeArray(_ start: Int) -> JSONValue {
        close()
        return .array(elements.moveTail(from: start))
    }

    private mutating func closeObject(_ start: Int) -> JSONValue {
        close()
        return .object(JSONObject(members.moveTail(from: start)))
    }

    private mutating func close() {
        position += 1
        container = enclosing.removeLast()
    }

    /// Reads a key and its colon, and pushes a member that waits for its value.
    private mutating func key(expected: String) throws(JSONError) {
        guard nextToken() == UInt8(ascii: "\"") else {
            throw failure(.unexpectedByte, expected: expected)
        }
        members.push((key: try string(), value: .null))
        guard nextToken() == UInt8(ascii: ":") else {
            throw failure(
                .unexpectedByte, expected: "':' after a key", advice: "write each member as \"key\": value")
        }
        position += 1
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        var scan = JSONNumberScan(input, from: position, to: end)
        let expected = scan.run()
        let start = position
        position = scan.position
        if let expected { throw failure(.invalidNumber, expected: "\(expected)") }
        return JSONNumber(verified: String(decoding: bytes(start..<position), as: UTF8.self))
    }

    private mutating func literal(_ word: StaticString) throws(JSONError) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard position < end, input[position] == word.utf8Start[offset] else {
                throw failure(.invalidLiteral, expected: "'\(word)'")
            }
            position += 1
        }
    }

    /// Skips whitespace and returns the byte there without taking it; 0, which starts nothing, at the end.
    @inline(__always)
    private mutating func nextToken() -> UInt8 {
        while position < end {
            let byte = input[position]
            if byte > 0x20 { return byte }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return byte
            }
        }
        return 0
    }

    func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: input + range.lowerBound, count: range.count)
    }

    private mutating func checkStart() throws(JSONError) {
        if end > limits.maximumBytes {
            position = max(limits.maximumBytes, 0)
            throw failure(
                .sizeExceeded, expected: "at most \(limits.maximumBytes) bytes", found: "\(end) bytes",
                advice: "split the document or raise maximumBytes")
        }
        if end >= 3, input[0] == 0xEF, input[1] == 0xBB, input[2] == 0xBF {
            throw failure(
                .byteOrderMark, expected: "a JSON value", found: "a byte order mark",
                advice: "save the document without one")
        }
    }

    private mutating func checkEnd() throws(JSONError) {
        _ = nextToken()
        guard position == end else {
            throw failure(.trailingData, expected: "the end of the document", advice: "pass one value only")
        }
    }
}
