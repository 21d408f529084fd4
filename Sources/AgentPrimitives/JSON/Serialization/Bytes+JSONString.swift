extension [UInt8] {
    /// Appends the string in quotes, with the fewest escapes (RFC 8259 section 7, RFC 8785 section 3.2.2.2).
    mutating func appendJSONString(_ text: String) {
        append(UInt8(ascii: "\""))
        text.withExactUTF8 { bytes in
            guard let base = bytes.baseAddress else { return }
            var runStart = 0
            while true {
                let special = JSONStringScan.run(base, from: runStart, to: bytes.count).position
                append(contentsOf: UnsafeBufferPointer(start: base + runStart, count: special - runStart))
                guard special < bytes.count else { break }
                appendEscape(bytes[special])
                runStart = special + 1
            }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0x00..<0x20:
            append(contentsOf: "u00".utf8)
            append(byte >= 0x10 ? UInt8(ascii: "1") : UInt8(ascii: "0"))
            append(contentsOf: String(byte & 0xF, radix: 16).utf8)
        default: append(byte)
        }
    }
}
