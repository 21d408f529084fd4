/// Reads the headers of one message, whose checksum has been verified.
struct EventStreamHeaderReader: Sendable {
    private var rest: ArraySlice<UInt8>

    static func read(_ bytes: ArraySlice<UInt8>) throws(EventStreamError) -> [EventStreamHeader] {
        var reader = EventStreamHeaderReader(rest: bytes)
        var headers: [EventStreamHeader] = []
        while !reader.rest.isEmpty {
            let header = try reader.header()
            guard !headers.contains(where: { $0.name == header.name }) else {
                throw .invalidHeader("the name '\(Excerpt.of(header.name))' twice")
            }
            headers.append(header)
        }
        return headers
    }

    private mutating func header() throws(EventStreamError) -> EventStreamHeader {
        let count = Int(try number(UInt8.self))
        guard count > 0 else { throw .invalidHeader("one without a name") }
        let name = String(decoding: try take(count), as: UTF8.self)
        return EventStreamHeader(name, try value(type: number(UInt8.self), of: name))
    }

    private mutating func value(type: UInt8, of name: String) throws(EventStreamError) -> EventStreamHeader.Value {
        switch type {
        case 0: .bool(true)
        case 1: .bool(false)
        case 2: .int8(try number(Int8.self))
        case 3: .int16(try number(Int16.self))
        case 4: .int32(try number(Int32.self))
        case 5: .int64(try number(Int64.self))
        case 6: .bytes(Array(try take(Int(try number(UInt16.self)))))
        case 7: .string(String(decoding: try take(Int(try number(UInt16.self))), as: UTF8.self))
        case 8: .timestamp(try number(Int64.self))
        case 9: .uuid(high: try number(UInt64.self), low: try number(UInt64.self))
        default: throw .invalidHeader("the unknown type \(type) under '\(Excerpt.of(name))'")
        }
    }

    private mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(EventStreamError) -> Number {
        // Shifting a one-byte number by eight gives zero, which is right.
        try take(Number.bitWidth / 8).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    private mutating func take(_ count: Int) throws(EventStreamError) -> ArraySlice<UInt8> {
        guard rest.count >= count else {
            throw .invalidHeader("\(rest.count) bytes where \(count) must follow")
        }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }
}
