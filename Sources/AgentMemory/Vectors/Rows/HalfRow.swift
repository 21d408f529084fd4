/// A row in IEEE 754 binary16, as bits, with a power of two that brings its components into the range of halves.
///
/// `Float16` is no type of Intel Macs, so the rounding is done here; widening is exact and stands in the C kernels.
struct HalfRow {
    let bits: [UInt16]
    /// What a widened half is multiplied by to get the component.
    let scale: Float

    init(_ components: [Float]) {
        let largest = components.reduce(0) { max($0, abs($1)) }
        // The largest component lands in [2^14, 2^15), where halves are finite and the small ones keep most digits.
        var exponent = largest > 0 ? max(Int(largest.exponent) - 14, -126) : 0
        // One that is rounded up to 2^15 moves the scale, so that what is kept makes the same halves again.
        let top = Float(sign: .plus, exponent: exponent + 15, significand: 1)
        if largest > 0, top - largest <= top * 0x1p-12, exponent > -126 { exponent += 1 }
        let scale = Float(sign: .plus, exponent: exponent, significand: 1)
        self.scale = scale
        bits = components.map { Self.rounded($0 / scale) }
    }

    /// The components that are kept, in 32 bits.
    var components: [Float] {
        bits.withUnsafeBufferPointer { Self.components($0, scale: scale) }
    }

    /// Widens halves, in the order of the kernels, so that both get the same bits.
    static func components(_ bits: UnsafeBufferPointer<UInt16>, scale: Float) -> [Float] {
        bits.map { widened($0) * scale }
    }

    /// The nearest half, of two as near the even one; the magnitude is below 2^15.
    private static func rounded(_ value: Float) -> UInt16 {
        let sign = UInt16(truncatingIfNeeded: value.bitPattern >> 16) & 0x8000
        let magnitude = abs(value)
        // Below the smallest normal half all steps have one size.
        if magnitude < 0x1p-14 {
            return sign | UInt16((magnitude * 0x1p24).rounded(.toNearestOrEven))
        }
        let bits = magnitude.bitPattern
        let odd = (bits >> 13) & 1
        return sign | UInt16(truncatingIfNeeded: (bits &+ 0xFFF &+ odd) >> 13 &- (112 << 10))
    }

    private static func widened(_ bits: UInt16) -> Float {
        let magnitude = Float(bitPattern: UInt32(bits & 0x7FFF) << 13) * 0x1p112
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }
}
