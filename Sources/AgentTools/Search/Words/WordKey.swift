/// The form in which words are compared: folded case, and for a compound without the joiners that writers vary.
enum WordKey {
    /// Longer words are hashes, encoded data and the like; nobody asks for them.
    static let maximumLength = 64

    /// The key of a word's bytes; empty for one that is too long.
    static func make(_ bytes: ArraySlice<UInt8>, isCompound: Bool) -> [UInt8] {
        guard bytes.count <= maximumLength else { return [] }
        if bytes.contains(where: { $0 >= 0x80 }) {
            return Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
        }
        var key: [UInt8] = []
        key.reserveCapacity(bytes.count)
        for byte in bytes where !isCompound || !isDropped(byte) {
            key.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
        }
        return key
    }

    /// `utf-8` is `utf8`, `max_tokens` is `maxTokens`, `16,777,216` is `16777216`; but `1.5` is not `15`.
    static func isDropped(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ","): true
        default: false
        }
    }
}
