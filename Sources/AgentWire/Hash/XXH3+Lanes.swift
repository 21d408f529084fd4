extension XXH3 {
    /// The eight 64-bit accumulators of long inputs, as four lanes of two: what one SSE2 or NEON register holds.
    struct Lanes {
        static let stripeByteCount = 64
        static let stripesPerBlock = 16
        static let blockByteCount = 1024

        private var lane0 = Lane(Prime.p32x3, Prime.p64x1)
        private var lane1 = Lane(Prime.p64x2, Prime.p64x3)
        private var lane2 = Lane(Prime.p64x4, Prime.p32x2)
        private var lane3 = Lane(Prime.p64x5, Prime.p32x1)

        @inline(__always)
        init() {}

        /// Adds stripes of 64 bytes; the secret advances by 8 bytes with each.
        @inline(__always)
        mutating func addStripes(_ count: Int, at start: UnsafeRawPointer, _ secret: UnsafeRawPointer) {
            for index in 0..<count {
                addStripe(at: start + index &* Self.stripeByteCount, secret + index &* 8)
            }
        }

        @inline(__always)
        mutating func addStripe(at start: UnsafeRawPointer, _ secret: UnsafeRawPointer) {
            lane0.add(start, secret)
            lane1.add(start + 16, secret + 16)
            lane2.add(start + 32, secret + 32)
            lane3.add(start + 48, secret + 48)
        }

        /// Stirs the accumulators after a whole block.
        @inline(__always)
        mutating func scramble(_ secret: UnsafeRawPointer) {
            lane0.scramble(secret)
            lane1.scramble(secret + 16)
            lane2.scramble(secret + 32)
            lane3.scramble(secret + 48)
        }

        /// Folds the accumulators into one hash.
        @inline(__always)
        func merged(_ secret: UnsafeRawPointer, start: UInt64) -> UInt64 {
            let left = lane0.folded(secret) &+ lane1.folded(secret + 16)
            let right = lane2.folded(secret + 32) &+ lane3.folded(secret + 48)
            return avalanche(start &+ left &+ right)
        }
    }
}
