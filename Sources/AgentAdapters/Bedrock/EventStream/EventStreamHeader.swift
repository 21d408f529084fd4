/// A named value in front of a message's payload.
struct EventStreamHeader: Hashable, Sendable {
    /// A value of one of the format's ten types; true and false are types of their own.
    enum Value: Hashable, Sendable {
        case bool(Bool)
        case int8(Int8)
        case int16(Int16)
        case int32(Int32)
        case int64(Int64)
        case bytes([UInt8])
        case string(String)
        /// Milliseconds since 1970.
        case timestamp(Int64)
        case uuid(high: UInt64, low: UInt64)
    }

    var name: String
    var value: Value

    init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ value: String) {
        self.init(name, .string(value))
    }
}

extension EventStreamHeader {
    /// Appends the header's bytes.
    ///
    /// Name and value must be short enough for their length fields: 255 and 65,535 bytes.
    func encode(into bytes: inout [UInt8]) {
        let count = name.utf8.count
        precondition((1...255).contains(count), "a header's name has 1 to 255 bytes, this one has \(count)")
        bytes.append(UInt8(count))
        bytes += name.utf8
        switch value {
        case .bool(let value):
            bytes.append(value ? 0 : 1)
        case .int8(let value):
            bytes.append(2)
            bytes.append(UInt8(bitPattern: value))
        case .int16(let value):
            bytes.append(3)
            bytes.appendBigEndian(value)
        case .int32(let value):
            bytes.append(4)
            bytes.appendBigEndian(value)
        case .int64(let value):
            bytes.append(5)
            bytes.appendBigEndian(value)
        case .bytes(let value):
            bytes.append(6)
            Self.append(value, to: &bytes)
        case .string(let value):
            bytes.append(7)
            Self.append(Array(value.utf8), to: &bytes)
        case .timestamp(let value):
            bytes.append(8)
            bytes.appendBigEndian(value)
        case .uuid(let high, let low):
            bytes.append(9)
            bytes.appendBigEndian(high)
            bytes.appendBigEndian(low)
        }
    }

    private static func append(_ value: [UInt8], to bytes: inout [UInt8]) {
        precondition(value.count <= 65_535, "a header's value has at most 65535 bytes, this one has \(value.count)")
        bytes.appendBigEndian(UInt16(value.count))
        bytes += value
    }
}

extension [UInt8] {
    mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
