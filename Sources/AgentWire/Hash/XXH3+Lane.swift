extension XXH3 {
    /// Two neighbouring accumulators.
    ///
    /// The reference adds each input word to its *neighbour's* accumulator. Here plain sums are kept apart and swapped
    /// once per block, which saves a shuffle per 16 bytes.
    struct Lane {
        private var products: SIMD2<UInt64>
        /// Input words since the last swap, each on its own side.
        private var sums = SIMD2<UInt64>.zero

        @inline(__always)
        init(_ first: UInt64, _ second: UInt64) {
            products = SIMD2(first, second)
        }

        @inline(__always)
        mutating func add(_ input: UnsafeRawPointer, _ secret: UnsafeRawPointer) {
            let data = Self.pair(input)
            let keyed = data ^ Self.pair(secret)
            // A shuffle brings the upper halves down in one instruction; a shift would need a copy first. The masks say
            // that a 32-by-32-bit multiplication is meant, and vanish into it.
            let halves = unsafeBitCast(keyed, to: SIMD4<UInt32>.self)
            let upper = unsafeBitCast(SIMD4(halves[1], halves[1], halves[3], halves[3]), to: SIMD2<UInt64>.self)
            let lower = SIMD2<UInt64>(repeating: 0xFFFF_FFFF)
            sums &+= data
            products &+= (keyed & lower) &* (upper & lower)
        }

        @inline(__always)
        mutating func scramble(_ secret: UnsafeRawPointer) {
            let value = swapped()
            let stirred = value ^ value &>> SIMD2(repeating: 47) ^ Self.pair(secret)
            products = stirred &* SIMD2(repeating: Prime.p32x1)
            sums = .zero
        }

        @inline(__always)
        func folded(_ secret: UnsafeRawPointer) -> UInt64 {
            let value = swapped()
            return foldedProduct(value[0] ^ word(secret, 0), value[1] ^ word(secret, 8))
        }

        /// The accumulators as the reference has them.
        @inline(__always)
        private func swapped() -> SIMD2<UInt64> {
            products &+ SIMD2(sums[1], sums[0])
        }

        @inline(__always)
        private static func pair(_ base: UnsafeRawPointer) -> SIMD2<UInt64> {
            base.loadUnaligned(as: SIMD2<UInt64>.self)
        }
    }
}
