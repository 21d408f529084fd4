/// A set of ASCII characters as two words, for grammars that ask about every byte.
struct ASCIISet: Sendable {
    private let below64: UInt64
    private let from64: UInt64

    private init(below64: UInt64, from64: UInt64) {
        self.below64 = below64
        self.from64 = from64
    }

    /// The characters of an ASCII text.
    init(_ characters: StaticString) {
        var below64: UInt64 = 0
        var from64: UInt64 = 0
        characters.withUTF8Buffer { bytes in
            for byte in bytes {
                if byte < 64 { below64 |= 1 << UInt64(byte) } else { from64 |= 1 << UInt64(byte & 63) }
            }
        }
        self.below64 = below64
        self.from64 = from64
    }

    /// Visible characters, from `!` to `~`.
    static let visible = ASCIISet(below64: ~0 << 33, from64: ~0 >> 1)
    /// Letters and digits.
    static let alphanumerics = ASCIISet("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

    func contains(_ byte: UInt8) -> Bool {
        guard byte < 128 else { return false }
        return (byte < 64 ? below64 : from64) >> UInt64(byte & 63) & 1 == 1
    }

    /// Whether every byte is in the set.
    func containsAll(_ bytes: some Sequence<UInt8>) -> Bool {
        for byte in bytes where !contains(byte) { return false }
        return true
    }

    func union(_ other: ASCIISet) -> ASCIISet {
        ASCIISet(below64: below64 | other.below64, from64: from64 | other.from64)
    }

    func subtracting(_ other: ASCIISet) -> ASCIISet {
        ASCIISet(below64: below64 & ~other.below64, from64: from64 & ~other.from64)
    }
}
