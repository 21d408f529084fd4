/// A whole number from 0 without a limit of its own; callers bound it by ``bitWidth``.
struct BigNatural: Hashable, Comparable, Sendable {
    /// 32-bit digits, least significant first, without leading zeros; empty for zero.
    private var limbs: [UInt32]

    static let zero = BigNatural(0)
    static let one = BigNatural(1)

    init(_ value: UInt64) {
        limbs = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
        trim()
    }

    var isZero: Bool { limbs.isEmpty }
    var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }
    /// Bits up to the highest that is set.
    var bitWidth: Int { limbs.count * 32 - (limbs.last?.leadingZeroBitCount ?? 0) }
    /// The value, where 64 bits hold it.
    var word: UInt64? {
        guard limbs.count <= 2 else { return nil }
        return limbs.reversed().reduce(0) { $0 << 32 | UInt64($1) }
    }

    /// Ten to a power.
    static func powerOfTen(_ exponent: Int) -> BigNatural { BigNatural(10).raised(to: exponent) }

    func raised(to exponent: Int) -> BigNatural {
        var result = BigNatural.one
        var base = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result * base }
            rest >>= 1
            if rest > 0 { base = base * base }
        }
        return result
    }

    static func < (left: BigNatural, right: BigNatural) -> Bool {
        guard left.limbs.count == right.limbs.count else { return left.limbs.count < right.limbs.count }
        return left.limbs.reversed().lexicographicallyPrecedes(right.limbs.reversed())
    }

    static func + (left: BigNatural, right: BigNatural) -> BigNatural {
        var sum = left
        var carry: UInt64 = 0
        for index in 0..<max(left.limbs.count, right.limbs.count) {
            if index == sum.limbs.count { sum.limbs.append(0) }
            carry += UInt64(sum.limbs[index])
            if index < right.limbs.count { carry += UInt64(right.limbs[index]) }
            sum.limbs[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { sum.limbs.append(UInt32(carry)) }
        return sum
    }

    /// The difference; `left` is at least `right`.
    static func - (left: BigNatural, right: BigNatural) -> BigNatural {
        var difference = left
        var borrow: Int64 = 0
        for index in left.limbs.indices {
            var digit = Int64(left.limbs[index]) - borrow
            if index < right.limbs.count { digit -= Int64(right.limbs[index]) }
            borrow = digit < 0 ? 1 : 0
            difference.limbs[index] = UInt32(truncatingIfNeeded: digit)
        }
        difference.trim()
        return difference
    }

    static func * (left: BigNatural, right: BigNatural) -> BigNatural {
        guard !left.isZero, !right.isZero else { return zero }
        var product = BigNatural(0)
        product.limbs = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
        for (i, digit) in left.limbs.enumerated() {
            var carry: UInt64 = 0
            for (j, other) in right.limbs.enumerated() {
                carry += UInt64(digit) * UInt64(other) + UInt64(product.limbs[i + j])
                product.limbs[i + j] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            product.limbs[i + right.limbs.count] = UInt32(carry)
        }
        product.trim()
        return product
    }

    /// Quotient and remainder; `divisor` is not zero.
    ///
    /// Shift and subtract: as slow as the quotient has bits, which is little for numbers of a thousand bits, and short.
    func quotientAndRemainder(dividingBy divisor: BigNatural) -> (quotient: BigNatural, remainder: BigNatural) {
        if divisor.limbs.count == 1 {
            let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor.limbs[0])
            return (quotient, BigNatural(UInt64(remainder)))
        }
        guard self >= divisor else { return (.zero, self) }
        var quotient = BigNatural(0)
        var remainder = self
        let shift = bitWidth - divisor.bitWidth
        var shifted = divisor.shifted(leftBy: shift)
        quotient.limbs = [UInt32](repeating: 0, count: shift / 32 + 1)
        for bit in (0...shift).reversed() {
            if remainder >= shifted {
                remainder = remainder - shifted
                quotient.limbs[bit / 32] |= 1 << UInt32(bit % 32)
            }
            shifted.halve()
        }
        quotient.trim()
        return (quotient, remainder)
    }

    func greatestCommonDivisor(with other: BigNatural) -> BigNatural {
        var (larger, smaller) = (self, other)
        while !smaller.isZero {
            (larger, smaller) = (smaller, larger.quotientAndRemainder(dividingBy: smaller).remainder)
        }
        return larger
    }

    /// Decimal digits.
    var digits: String {
        guard !isZero else { return "0" }
        var chunks: [String] = []
        var rest = self
        while !rest.isZero {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 1_000_000_000)
            let chunk = String(remainder)
            chunks.append(quotient.isZero ? chunk : String(repeating: "0", count: 9 - chunk.utf8.count) + chunk)
            rest = quotient
        }
        return chunks.reversed().joined()
    }

    private func quotientAndRemainder(dividingBy divisor: UInt32) -> (quotient: BigNatural, remainder: UInt32) {
        var quotient = self
        var rest: UInt64 = 0
        for index in limbs.indices.reversed() {
            rest = rest << 32 | UInt64(limbs[index])
            quotient.limbs[index] = UInt32(rest / UInt64(divisor))
            rest %= UInt64(divisor)
        }
        quotient.trim()
        return (quotient, UInt32(rest))
    }

    private func shifted(leftBy count: Int) -> BigNatural {
        var result = self
        let bits = UInt64(count % 32)
        var carry: UInt64 = 0
        for index in limbs.indices {
            carry |= UInt64(limbs[index]) << bits
            result.limbs[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { result.limbs.append(UInt32(carry)) }
        result.limbs.insert(contentsOf: [UInt32](repeating: 0, count: count / 32), at: 0)
        return result
    }

    private mutating func halve() {
        var carry: UInt32 = 0
        for index in limbs.indices.reversed() {
            let digit = limbs[index]
            limbs[index] = digit >> 1 | carry
            carry = digit << 31
        }
        trim()
    }

    private mutating func trim() {
        while limbs.last == 0 { limbs.removeLast() }
    }
}
