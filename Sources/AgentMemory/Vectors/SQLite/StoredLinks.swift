/// The links of a row as they are stored: for each level their number and the rows, in little-endian 32-bit integers.
enum StoredLinks {
    static func bytes(_ levels: [[UInt32]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(levels.reduce(0) { $0 + 4 * ($1.count + 1) })
        for links in levels {
            for word in [UInt32(links.count)] + links {
                withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
        return bytes
    }

    /// Reads links back; `nil` where the bytes are none.
    static func levels(_ bytes: UnsafeRawBufferPointer) -> [[UInt32]]? {
        guard bytes.count.isMultiple(of: 4), !bytes.isEmpty else { return nil }
        var levels: [[UInt32]] = []
        var place = 0
        func next() -> UInt32 {
            defer { place += 4 }
            return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        }
        while place < bytes.count {
            let count = Int(next())
            guard count <= (bytes.count - place) / 4 else { return nil }
            levels.append((0..<count).map { _ in next() })
        }
        return levels
    }
}
