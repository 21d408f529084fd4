/// CRC-32 with the polynomial of gzip (ITU-T V.42, reflected 0x04C11DB7).
struct CRC32: Sendable {
    private var register: UInt32 = 0xFFFF_FFFF

    /// The checksum of everything so far.
    var value: UInt32 { ~register }

    mutating func update(_ bytes: some Sequence<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { update($0) }
        guard done == nil else { return }
        for byte in bytes { register = Self.step(register, byte) }
    }

    /// The checksum of one run of bytes.
    static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
        var crc = CRC32()
        crc.update(bytes)
        return crc.value
    }

    private mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        Self.table.withUnsafeBufferPointer { table in
            for byte in bytes {
                register = table[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ (register >> 8)
            }
        }
    }

    private static func step(_ register: UInt32, _ byte: UInt8) -> UInt32 {
        table[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ (register >> 8)
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
}
