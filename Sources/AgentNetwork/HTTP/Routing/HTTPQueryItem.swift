/// A name and a value from the query of a request, decoded.
public struct HTTPQueryItem: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The value; empty where there is no `=`.
    public let value: String

    /// Creates an item.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension HTTPServerRequest {
    /// The query as forms write it (WHATWG URL section 5.1): pieces between `&`, `+` for a blank, percent-encoding.
    ///
    /// As in browsers nothing is an error: an incomplete encoding stands for itself, and invalid UTF-8 is replaced.
    public var queryItems: [HTTPQueryItem] {
        query?.utf8.split(separator: UInt8(ascii: "&")).map { HTTPQueryItem(parsing: $0) } ?? []
    }

    /// The first value under a name; nil when the query does not have it.
    public func query(named name: String) -> String? {
        guard var rest = query?.utf8 else { return nil }
        while !rest.isEmpty {
            let piece = rest.prefix { $0 != UInt8(ascii: "&") }
            if HTTPQueryItem.names(piece, name) { return HTTPQueryItem(parsing: piece).value }
            rest = rest.dropFirst(piece.count + 1)
        }
        return nil
    }
}

extension HTTPQueryItem {
    fileprivate init(parsing piece: Substring.UTF8View) {
        let name = piece.prefix { $0 != UInt8(ascii: "=") }
        self.init(name: Self.decode(name), value: Self.decode(piece.dropFirst(name.count + 1)))
    }

    fileprivate static func names(_ piece: Substring.UTF8View, _ name: String) -> Bool {
        guard !piece.isEmpty else { return false }
        let found = piece.prefix { $0 != UInt8(ascii: "=") }
        return isPlain(found) ? found.elementsEqual(name.utf8) : decode(found) == name
    }

    private static func isPlain(_ text: Substring.UTF8View) -> Bool {
        !text.contains { $0 == HTTPPathText.percent || $0 == UInt8(ascii: "+") }
    }

    private static func decode(_ text: Substring.UTF8View) -> String {
        guard !isPlain(text) else { return String(Substring(text)) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(ASCII.space)
            case HTTPPathText.percent:
                let digits = rest.prefix(2).compactMap { ASCII.hexDigit($0) }
                guard digits.count == 2 else {
                    bytes.append(byte)
                    continue
                }
                bytes.append(UInt8(digits[0] << 4 | digits[1]))
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
