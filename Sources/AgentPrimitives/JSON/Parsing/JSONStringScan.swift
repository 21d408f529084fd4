/// Finds the bytes that cannot stand for themselves in a JSON string: the quote, the backslash and control characters.
enum JSONStringScan {
    /// Where a scan stopped.
    struct Stop {
        /// The first special byte, or the end when there is none.
        let position: Int
        /// True only when all bytes before `position` are ASCII; a byte beyond it may make this false.
        let isASCII: Bool
    }

    /// Scans from `start` to the first special byte; bytes above ASCII pass.
    @inline(__always)
    static func run(_ input: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Stop {
        let bytes = UnsafeRawPointer(input)
        // Vectors on both sides: comparisons with a scalar are generic and run lane by lane.
        let quotes = SIMD16<UInt8>(repeating: UInt8(ascii: "\""))
        let backslashes = SIMD16<UInt8>(repeating: UInt8(ascii: "\\"))
        let spaces = SIMD16<UInt8>(repeating: UInt8(ascii: " "))
        var seen = SIMD16<UInt8>(repeating: 0)
        var position = start
        while end - position >= 16 {
            let block = bytes.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
            seen |= block
            let found = unsafeBitCast(
                (block .== quotes) .| (block .== backslashes) .| (block .< spaces), to: SIMD2<UInt64>.self)
            if found.x | found.y != 0 {
                let offset =
                    found.x != 0 ? found.x.trailingZeroBitCount / 8 : 8 + found.y.trailingZeroBitCount / 8
                return Stop(position: position + offset, isASCII: isASCII(seen))
            }
            position += 16
        }
        var seenInTail: UInt8 = 0
        while position < end, !isSpecial(input[position]) {
            seenInTail |= input[position]
            position += 1
        }
        return Stop(position: position, isASCII: isASCII(seen) && seenInTail < 0x80)
    }

    @inline(__always)
    private static func isASCII(_ seen: SIMD16<UInt8>) -> Bool {
        let halves = unsafeBitCast(seen, to: SIMD2<UInt64>.self)
        return (halves.x | halves.y) & 0x8080_8080_8080_8080 == 0
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}
