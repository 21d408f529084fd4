extension String {
    /// Compares by UTF-16 code units (RFC 8785 section 3.2.3): negative when this string comes first, zero when equal.
    func orderInUTF16(_ other: String) -> Int {
        withExactUTF8 { left in
            other.withExactUTF8 { right in
                let shared = min(left.count, right.count)
                for position in 0..<shared where left[position] != right[position] {
                    return Self.rankInUTF16(left[position]) - Self.rankInUTF16(right[position])
                }
                return left.count - right.count
            }
        }
    }

    func precedesInUTF16(_ other: String) -> Bool {
        orderInUTF16(other) < 0
    }

    /// Ranks the first UTF-8 byte in which two strings differ.
    ///
    /// Bytes order like code points, and so like UTF-16 but for one case: characters beyond U+FFFF (lead bytes from
    /// 0xF0) are surrogates in UTF-16, which come before U+E000 to U+FFFF (lead bytes 0xEE and 0xEF).
    private static func rankInUTF16(_ byte: UInt8) -> Int {
        byte == 0xEE || byte == 0xEF ? Int(byte) + 0x100 : Int(byte)
    }
}
