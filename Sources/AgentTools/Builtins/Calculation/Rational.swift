/// An exact fraction in lowest terms.
struct Rational: Hashable, Sendable {
    let isNegative: Bool
    let numerator: BigNatural
    let denominator: BigNatural

    static let zero = Rational(false, .zero, .one)
    static let one = Rational(false, .one, .one)
    /// The width of the largest double; what needs more goes on as a double, or overflows as one.
    static let maximumBits = 1024

    /// Reduces a fraction; `nil` when it needs more than ``maximumBits``, or the denominator is zero.
    init?(reducing isNegative: Bool, _ numerator: BigNatural, over denominator: BigNatural) {
        guard !denominator.isZero else { return nil }
        guard denominator != .one else {
            guard numerator.bitWidth <= Self.maximumBits else { return nil }
            self.init(isNegative && !numerator.isZero, numerator, denominator)
            return
        }
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        let numerator = numerator.quotientAndRemainder(dividingBy: divisor).quotient
        let denominator = denominator.quotientAndRemainder(dividingBy: divisor).quotient
        guard max(numerator.bitWidth, denominator.bitWidth) <= Self.maximumBits else { return nil }
        self.init(isNegative && !numerator.isZero, numerator, denominator)
    }

    init(_ whole: Int64) {
        self.init(whole < 0, BigNatural(whole.magnitude), .one)
    }

    private init(_ isNegative: Bool, _ numerator: BigNatural, _ denominator: BigNatural) {
        self.isNegative = isNegative
        self.numerator = numerator
        self.denominator = denominator
    }

    var isZero: Bool { numerator.isZero }
    var isWhole: Bool { denominator == .one }
    var magnitude: Rational { Rational(false, numerator, denominator) }
    var negated: Rational { Rational(!isNegative && !isZero, numerator, denominator) }
    /// The value as a small whole number, where it is one.
    var int: Int? {
        guard isWhole, let word = numerator.word, let value = Int(exactly: word) else { return nil }
        return isNegative ? -value : value
    }

    func adding(_ other: Rational) -> Rational? {
        let left = numerator * other.denominator
        let right = other.numerator * denominator
        let shared = denominator * other.denominator
        if isNegative == other.isNegative { return Rational(reducing: isNegative, left + right, over: shared) }
        return left >= right
            ? Rational(reducing: isNegative, left - right, over: shared)
            : Rational(reducing: other.isNegative, right - left, over: shared)
    }

    func multiplied(by other: Rational) -> Rational? {
        Rational(
            reducing: isNegative != other.isNegative, numerator * other.numerator,
            over: denominator * other.denominator)
    }

    /// `nil` also when `other` is zero.
    func divided(by other: Rational) -> Rational? {
        Rational(
            reducing: isNegative != other.isNegative, numerator * other.denominator,
            over: denominator * other.numerator)
    }

    /// A whole power; `nil` when it needs too many bits, or is zero to a negative power.
    func raised(to exponent: Int) -> Rational? {
        let (power, bits) = (exponent.magnitude, UInt(max(numerator.bitWidth, denominator.bitWidth) - 1))
        let (needed, overflows) = bits.multipliedReportingOverflow(by: power)
        guard !overflows, needed <= UInt(Self.maximumBits), !isZero || exponent >= 0 else { return nil }
        // Only 0 and 1 have so few bits that any power passes; they are what they are.
        let count = bits == 0 ? (power == 0 ? 0 : 2 - Int(power & 1)) : Int(power)
        let top = numerator.raised(to: count)
        let bottom = denominator.raised(to: count)
        let isNegative = isNegative && power & 1 == 1
        return exponent < 0
            ? Rational(reducing: isNegative, bottom, over: top) : Rational(reducing: isNegative, top, over: bottom)
    }

    enum Rounding { case down, up, nearest, towardZero }

    /// The whole number next to the value; halves are rounded away from zero.
    func rounded(_ rounding: Rounding) -> Rational {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let awayFromZero =
            switch rounding {
            case .down: isNegative && !remainder.isZero
            case .up: !isNegative && !remainder.isZero
            case .nearest: remainder + remainder >= denominator
            case .towardZero: false
            }
        let whole = awayFromZero ? quotient + .one : quotient
        return Rational(isNegative && !whole.isZero, whole, .one)
    }

    static func < (left: Rational, right: Rational) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let (first, second) = (left.numerator * right.denominator, right.numerator * left.denominator)
        return left.isNegative ? second < first : first < second
    }
}

extension Rational {
    /// All decimal digits of the value, `nil` when they never end or take more than `limit` places.
    ///
    /// The value is 0.`digits` × 10^`point`.
    func exactDigits(limit: Int) -> (digits: String, point: Int)? {
        let scale = BigNatural.powerOfTen(limit)
        let (factor, remainder) = scale.quotientAndRemainder(dividingBy: denominator)
        guard remainder.isZero else { return nil }
        let digits = (numerator * factor).digits
        return (digits, digits.utf8.count - limit)
    }

    /// The nearest number of `count` digits.
    ///
    /// It is 0.`digits` × 10^`point`.
    func roundedDigits(_ count: Int) -> (digits: String, point: Int) {
        // log10(2) is 0.30103; one place more than needed, so that rounding never sees too few.
        let size = (numerator.bitWidth - denominator.bitWidth) * 30103 / 100_000
        let places = count + 2 - size
        let top = places > 0 ? numerator * .powerOfTen(places) : numerator
        let bottom = places < 0 ? denominator * .powerOfTen(-places) : denominator
        let quotient = top.quotientAndRemainder(dividingBy: bottom).quotient
        return DecimalText.round(digits: quotient.digits, point: quotient.digits.utf8.count - places, to: count)
    }

    /// The nearest double, to the last digit or so.
    var double: Double {
        guard !isZero else { return 0 }
        let (digits, point) = roundedDigits(19)
        let magnitude = Double("0.\(digits)e\(point)") ?? .infinity
        return isNegative ? -magnitude : magnitude
    }
}
