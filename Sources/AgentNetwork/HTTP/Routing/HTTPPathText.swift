/// The percent-encoding of paths (RFC 3986 section 2).
enum HTTPPathText {
    /// The path in its normal form (RFC 3986 section 6.2.2): letters, digits, `-`, `.`, `_` and `~` plain, hexadecimal digits
    /// in upper case.
    ///
    /// What is left encoded differs in meaning from the plain character, so that `%2F` stays inside its segment and `%3A`
    /// is not the colon before a verb.
    static func normalize(_ path: UnsafeBufferPointer<UInt8>) throws(HTTPPathFault) -> [UInt8] {
        var normal: [UInt8] = []
        normal.reserveCapacity(path.count)
        // Where the part began that whoever decodes the path and cuts it at '/' would see.
        var part = 0
        var index = 0
        while index < path.count {
            let byte = path[index]
            guard byte == percent else {
                if byte == slash { try endPart(part, of: normal) }
                normal.append(byte)
                if byte == slash { part = normal.count }
                index += 1
                continue
            }
            guard index + 2 < path.count, let high = ASCII.hexDigit(path[index + 1]),
                let low = ASCII.hexDigit(path[index + 2])
            else { throw .invalidEncoding }
            index += 3
            let decoded = UInt8(high << 4 | low)
            guard decoded != 0 else { throw .encodedNull }
            guard !unreserved.contains(decoded) else {
                normal.append(decoded)
                continue
            }
            if decoded == slash { try endPart(part, of: normal) }
            normal.append(percent)
            normal.append(upperDigit(decoded >> 4))
            normal.append(upperDigit(decoded & 15))
            if decoded == slash { part = normal.count }
        }
        try endPart(part, of: normal)
        return normal
    }

    /// The text that a path or a part of one stands for; nil where it is not UTF-8.
    ///
    /// - Parameter normal: In its normal form, or without any `%`.
    static func decode(_ normal: UnsafeBufferPointer<UInt8>.SubSequence) -> String? {
        let normal = UnsafeBufferPointer(rebasing: normal)
        guard normal.contains(percent) else { return String(decoding: normal, as: UTF8.self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(normal.count)
        var index = 0
        while index < normal.count {
            if normal[index] == percent, index + 2 < normal.count, let high = ASCII.hexDigit(normal[index + 1]),
                let low = ASCII.hexDigit(normal[index + 2])
            {
                bytes.append(UInt8(high << 4 | low))
                index += 3
            } else {
                bytes.append(normal[index])
                index += 1
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Whether a segment is `.` or `..`.
    static func isDotSegment(_ segment: some Collection<UInt8>) -> Bool {
        segment.count <= 2 && !segment.isEmpty && segment.allSatisfy { $0 == dot }
    }

    static let slash = UInt8(ascii: "/")
    static let percent = UInt8(ascii: "%")
    static let questionMark = UInt8(ascii: "?")
    static let backslash = UInt8(ascii: "\\")
    private static let dot = UInt8(ascii: ".")
    private static let unreserved = ASCIISet.alphanumerics.union(ASCIISet("-._~"))

    /// Also finds the dots beside an encoded slash: `a%2F..` decodes to a way up.
    private static func endPart(_ part: Int, of normal: [UInt8]) throws(HTTPPathFault) {
        guard !isDotSegment(normal[part...]) else { throw .dotSegment }
    }

    private static func upperDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
