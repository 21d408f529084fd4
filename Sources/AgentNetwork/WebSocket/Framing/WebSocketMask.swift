/// The XOR mask of a client's frame (RFC 6455 section 5.3).
struct WebSocketMask: Equatable {
    /// The four key bytes, the first in the lowest bits.
    private var key: UInt32

    init(_ key: UInt32) {
        self.key = key
    }

    init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        key = UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16 | UInt32(fourth) << 24
    }

    /// The key bytes in their order on the wire.
    var bytes: (UInt8, UInt8, UInt8, UInt8) {
        (
            UInt8(truncatingIfNeeded: key), UInt8(truncatingIfNeeded: key >> 8), UInt8(truncatingIfNeeded: key >> 16),
            UInt8(truncatingIfNeeded: key >> 24)
        )
    }

    /// Masks or unmasks bytes in place, a word at a time, and turns the key so that a next call goes on where this ended.
    mutating func apply(to buffer: UnsafeMutableRawBufferPointer) {
        guard let start = buffer.baseAddress else { return }
        let wide = UInt64(littleEndian: UInt64(key) | UInt64(key) << 32)
        let wordEnd = buffer.count & ~7
        var offset = 0
        while offset < wordEnd {
            let word = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            start.storeBytes(of: word ^ wide, toByteOffset: offset, as: UInt64.self)
            offset &+= 8
        }
        // A word is a whole number of keys, so the rest starts with the key's first byte again.
        while offset < buffer.count {
            let byte = start.load(fromByteOffset: offset, as: UInt8.self)
            start.storeBytes(of: byte ^ UInt8(truncatingIfNeeded: key), toByteOffset: offset, as: UInt8.self)
            key = key >> 8 | key << 24
            offset &+= 1
        }
    }
}
