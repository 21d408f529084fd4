/// A vector of length 1 with components of one byte: a quarter of the room, and the ranking hardly changes.
struct CompactVector: Sendable, Equatable {
    private static let headBytes = 4

    /// The scale as a float, then one signed byte for each component.
    let bytes: [UInt8]

    init(_ vector: [Float]) {
        let peak = vector.reduce(0) { max($0, abs($1)) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headBytes + vector.count)
        withUnsafeBytes(of: (peak / 127).bitPattern.littleEndian) { bytes += $0 }
        for component in vector {
            let level = peak > 0 ? (component / peak * 127).rounded() : 0
            bytes.append(UInt8(bitPattern: Int8(clamping: Int(level))))
        }
        self.bytes = bytes
    }

    /// The components as floats.
    var components: [Float] {
        let scale = bytes.withUnsafeBytes(Self.scale)
        return bytes.dropFirst(Self.headBytes).map { Float(Int8(bitPattern: $0)) * scale }
    }

    /// The cosine between a query and a stored vector; 0 for one of another dimension.
    static func similarity(_ query: [Float], _ stored: UnsafeRawBufferPointer) -> Float {
        guard stored.count == headBytes + query.count, query.count.isMultiple(of: 16) else { return 0 }
        var sums = SIMD16<Float>.zero
        query.withUnsafeBytes { query in
            for offset in stride(from: 0, to: stored.count - headBytes, by: 16) {
                let levels = stored.loadUnaligned(fromByteOffset: headBytes + offset, as: SIMD16<Int8>.self)
                sums += SIMD16<Float>(levels) * query.loadUnaligned(fromByteOffset: offset * 4, as: SIMD16<Float>.self)
            }
        }
        return sums.sum() * scale(stored)
    }

    private static func scale(_ bytes: UnsafeRawBufferPointer) -> Float {
        guard bytes.count >= headBytes else { return 0 }
        return Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)))
    }
}
