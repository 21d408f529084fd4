/// A row and how close it is in one integer: larger is closer, and of equally close rows the lower one.
///
/// One comparison of integers instead of two of numbers, and an order that has no ties.
enum ClosenessKey {
    static func key(_ closeness: Float, row: UInt32) -> UInt64 {
        bits(closeness) << 32 | UInt64(~row)
    }

    static func row(_ key: UInt64) -> UInt32 { ~UInt32(truncatingIfNeeded: key) }

    static func closeness(ofKey key: UInt64) -> Float { closeness(ofBits: key >> 32) }

    /// The bits of a number in the order of the numbers; zero has one sign.
    static func bits(_ closeness: Float) -> UInt64 {
        let bits = (closeness + 0).bitPattern
        return UInt64(bits >> 31 == 0 ? bits | 0x8000_0000 : ~bits)
    }

    static func closeness(ofBits bits: UInt64) -> Float {
        let bits = UInt32(truncatingIfNeeded: bits)
        return Float(bitPattern: bits >> 31 == 1 ? bits & 0x7FFF_FFFF : ~bits)
    }
}
