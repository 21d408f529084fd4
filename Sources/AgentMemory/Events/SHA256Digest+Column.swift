internal import AgentPrimitives

extension SHA256Digest {
    /// Reads the 64 lower-case hexadecimal digits of a column; fails for anything else.
    ///
    /// Apart from the general decoder because replay reads one for each event.
    init?(column text: UnsafeRawBufferPointer) {
        guard text.count == 64 else { return nil }
        var isValid = true
        self.init { bytes in
            for index in 0..<32 {
                let high = Self.value(of: text[2 * index])
                let low = Self.value(of: text[2 * index + 1])
                isValid = isValid && high < 16 && low < 16
                bytes[index] = high << 4 | low & 15
            }
        }
        guard isValid else { return nil }
    }

    /// The value of a lower-case digit; 16 or more for any other character.
    private static func value(of character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character &- UInt8(ascii: "a") &+ 10
        default: 255
        }
    }
}
