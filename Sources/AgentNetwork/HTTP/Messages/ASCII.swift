/// Byte classes of the HTTP grammar (RFC 9110 section 5.6).
enum ASCII {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let colon = UInt8(ascii: ":")

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == space || byte == tab
    }

    /// `tchar` of RFC 9110 section 5.6.2.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        tokenBytes.contains(byte)
    }

    /// `tchar`, for those who ask about many bytes in a row.
    static let tokenBytes = ASCIISet.alphanumerics.union(ASCIISet("!#$%&'*+-.^_`|~"))

    /// What may stand in a field value: visible characters, blanks, and bytes above ASCII (RFC 9110 section 5.5).
    static func isFieldValueByte(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == tab
    }

    static func areFieldValueBytes(_ bytes: some Sequence<UInt8>) -> Bool {
        for byte in bytes where !isFieldValueByte(byte) { return false }
        return true
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    static func digit(_ byte: UInt8) -> Int? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte) - 0x30 : nil
    }

    static func hexDigit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 0x61 + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 0x41 + 10
        default: nil
        }
    }

    /// A non-negative decimal of digits only, or nil, also when it does not fit.
    static func decimal(_ bytes: some Collection<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return nil }
        var value = 0
        for byte in bytes {
            guard let digit = digit(byte) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }
}

extension Collection where Element == UInt8 {
    func equalsIgnoringASCIICase(_ other: String) -> Bool {
        equalsIgnoringASCIICase(other.utf8)
    }

    func equalsIgnoringASCIICase(_ other: some Collection<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var position = other.startIndex
        for byte in self {
            guard ASCII.lowercased(byte) == ASCII.lowercased(other[position]) else { return false }
            position = other.index(after: position)
        }
        return true
    }
}

extension BidirectionalCollection where Element == UInt8 {
    /// Without spaces and tabs at both ends.
    func trimmingBlanks() -> SubSequence {
        var rest = self[...]
        while let first = rest.first, ASCII.isBlank(first) { rest = rest.dropFirst() }
        while let last = rest.last, ASCII.isBlank(last) { rest = rest.dropLast() }
        return rest
    }
}
