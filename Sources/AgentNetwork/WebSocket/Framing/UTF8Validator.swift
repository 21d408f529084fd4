/// Checks UTF-8 that arrives in any pieces (RFC 3629), and refuses at the first byte that no valid text continues with.
struct UTF8Validator: Equatable {
    /// Continuation bytes that have to come before the next character.
    private var missing: UInt8 = 0
    // What the next of them may be: narrower than 0x80...0xBF after the lead bytes that would allow an overlong form, a
    // surrogate, or a code point above U+10FFFF.
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// The text may end here.
    var isComplete: Bool { missing == 0 }

    /// Takes the next bytes; false when they are not UTF-8.
    mutating func accept(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return true }
        var offset = 0
        while offset < bytes.count {
            if missing == 0 {
                offset = Self.skipCharacters(start, from: offset, to: bytes.count)
                guard offset < bytes.count else { return true }
                guard begin(start.load(fromByteOffset: offset, as: UInt8.self)) else { return false }
            } else {
                let byte = start.load(fromByteOffset: offset, as: UInt8.self)
                guard byte >= lowest, byte <= highest else { return false }
                missing &-= 1
                lowest = 0x80
                highest = 0xBF
            }
            offset &+= 1
        }
        return true
    }

    /// The offset after the characters from `offset` on that are complete and right; what stops it is for the slow way.
    private static func skipCharacters(_ start: UnsafeRawPointer, from offset: Int, to end: Int) -> Int {
        var offset = offset
        while offset < end {
            let lead = UInt32(start.load(fromByteOffset: offset, as: UInt8.self))
            if lead < 0x80 {
                offset = skipASCII(start, from: offset, to: end)
                continue
            }
            let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            guard end &- offset >= count else { return offset }
            let second = UInt32(start.load(fromByteOffset: offset &+ 1, as: UInt8.self))
            let third = count > 2 ? UInt32(start.load(fromByteOffset: offset &+ 2, as: UInt8.self)) : 0x80
            let fourth = count > 3 ? UInt32(start.load(fromByteOffset: offset &+ 3, as: UInt8.self)) : 0x80
            guard second & 0xC0 == 0x80, third & 0xC0 == 0x80, fourth & 0xC0 == 0x80 else { return offset }
            let isRight =
                switch count {
                case 2: lead >= 0xC2
                case 3: isRightTriple((lead & 0x0F) << 12 | (second & 0x3F) << 6)
                default: isRightQuadruple((lead & 0x0F) << 18 | (second & 0x3F) << 12)
                }
            guard isRight else { return offset }
            offset &+= count
        }
        return offset
    }

    /// Neither overlong nor a surrogate; the lowest bits do not matter.
    private static func isRightTriple(_ scalar: UInt32) -> Bool {
        scalar >= 0x800 && scalar & 0xF800 != 0xD800
    }

    /// Neither overlong nor above U+10FFFF; the lowest bits do not matter.
    private static func isRightQuadruple(_ scalar: UInt32) -> Bool {
        scalar >= 0x10000 && scalar < 0x110000
    }

    /// The offset of the first byte from `offset` on that is not ASCII.
    private static func skipASCII(_ start: UnsafeRawPointer, from offset: Int, to end: Int) -> Int {
        var offset = offset
        while end &- offset >= 32 {
            let first = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let second = start.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
            let third = start.loadUnaligned(fromByteOffset: offset &+ 16, as: UInt64.self)
            let fourth = start.loadUnaligned(fromByteOffset: offset &+ 24, as: UInt64.self)
            guard (first | second | third | fourth) & 0x8080_8080_8080_8080 == 0 else { break }
            offset &+= 32
        }
        while offset < end, start.load(fromByteOffset: offset, as: UInt8.self) < 0x80 { offset &+= 1 }
        return offset
    }

    /// Takes the first byte of a character outside ASCII; table 3-7 of the Unicode standard.
    private mutating func begin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0xC2...0xDF:
            missing = 1
        case 0xE0:
            missing = 2
            lowest = 0xA0
        case 0xED:
            missing = 2
            highest = 0x9F
        case 0xE1...0xEF:
            missing = 2
        case 0xF0:
            missing = 3
            lowest = 0x90
        case 0xF4:
            missing = 3
            highest = 0x8F
        case 0xF1...0xF3:
            missing = 3
        default:
            return false
        }
        return true
    }
}
