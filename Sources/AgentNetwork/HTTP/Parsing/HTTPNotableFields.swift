/// Fields that decide about a message or a connection.
struct HTTPNotableFields: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let host = HTTPNotableFields(rawValue: 1)
    static let contentLength = HTTPNotableFields(rawValue: 2)
    static let transferEncoding = HTTPNotableFields(rawValue: 4)
    static let connection = HTTPNotableFields(rawValue: 8)
    static let expect = HTTPNotableFields(rawValue: 16)
    /// A field that must not be repeated was.
    static let repeated = HTTPNotableFields(rawValue: 32)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The field with that name; empty for all others.
    init(name: ArraySlice<UInt8>) {
        // By length first: that settles it for almost every field.
        switch name.count {
        case 4 where name.equalsIgnoringASCIICase("Host"): self = .host
        case 6 where name.equalsIgnoringASCIICase("Expect"): self = .expect
        case 10 where name.equalsIgnoringASCIICase("Connection"): self = .connection
        case 14 where name.equalsIgnoringASCIICase("Content-Length"): self = .contentLength
        case 17 where name.equalsIgnoringASCIICase("Transfer-Encoding"): self = .transferEncoding
        default: self = []
        }
    }

    /// Notes a field, and that it came before where that is not allowed.
    mutating func note(_ field: HTTPNotableFields) {
        let single: HTTPNotableFields = [.host, .contentLength, .transferEncoding]
        if !isDisjoint(with: field), single.contains(field) { insert(.repeated) }
        formUnion(field)
    }
}
