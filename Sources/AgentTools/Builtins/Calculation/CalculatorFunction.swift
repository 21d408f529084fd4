/// The functions that an expression may call.
enum CalculatorFunction: String, CaseIterable {
    case sqrt, abs, min, max, round, floor, ceil, ln, log10, exp, sin, cos, tan, pow

    /// How many arguments it takes; `round` has the number of decimal places as an optional second one.
    var argumentCounts: ClosedRange<Int> {
        switch self {
        case .min, .max: 1...64
        case .pow: 2...2
        case .round: 1...2
        default: 1...1
        }
    }

    /// The value, or `nil` where the function has none.
    ///
    /// - Precondition: the number of arguments fits.
    func callAsFunction(_ arguments: [CalculatorNumber]) -> CalculatorNumber? {
        let first = arguments[0]
        switch self {
        case .sqrt:
            return first.isNegative ? nil : first.map(exactly: Self.exactRoot) { $0.squareRoot() }
        case .abs:
            return first.map(exactly: \.magnitude) { $0.magnitude }
        case .min:
            return arguments.dropFirst().reduce(first) { $1 < $0 ? $1 : $0 }
        case .max:
            return arguments.dropFirst().reduce(first) { $0 < $1 ? $1 : $0 }
        case .round:
            return arguments.count == 2 ? Self.round(first, places: arguments[1]) : Self.round(first)
        case .floor:
            return first.map(exactly: { $0.rounded(.down) }, roughly: { $0.rounded(.down) })
        case .ceil:
            return first.map(exactly: { $0.rounded(.up) }, roughly: { $0.rounded(.up) })
        case .ln, .log10:
            guard !first.isNegative, !first.isZero else { return nil }
            return self == .ln ? Self.logarithm(first) : Self.decimalLogarithm(first)
        case .exp:
            return first.isZero ? .exact(.one) : .approximate(Mathematics.exponential(first.double))
        case .sin:
            return first.isZero ? first : .approximate(Mathematics.sine(first.double))
        case .cos:
            return first.isZero ? .exact(.one) : .approximate(Mathematics.cosine(first.double))
        case .tan:
            return first.isZero ? first : .approximate(Mathematics.tangent(first.double))
        case .pow:
            return Self.power(first, arguments[1])
        }
    }

    /// `nil` for zero to a negative power and for a broken power of a negative number.
    static func power(_ base: CalculatorNumber, _ exponent: CalculatorNumber) -> CalculatorNumber? {
        if base.isZero, exponent.isNegative { return nil }
        let result = CalculatorNumber.combine(base, exponent) { base, exponent in
            exponent.int.flatMap(base.raised(to:))
        } roughly: {
            Mathematics.power($0, $1)
        }
        if case .approximate = result, case .exact(let base) = base, let power = nearOne(base, to: exponent.double) {
            return .approximate(power)
        }
        return result.double.isNaN ? nil : result
    }

    /// The power of a number near 1, as interest has it.
    ///
    /// A double next to 1 keeps few of the digits that tell it from 1, and a high power spends them all; the difference
    /// from 1 keeps them.
    private static func nearOne(_ base: Rational, to exponent: Double) -> Double? {
        guard let difference = base.adding(Rational(-1))?.double, difference.magnitude < 0.5 else { return nil }
        return Mathematics.exponential(exponent * Mathematics.logarithm(ofOnePlus: difference))
    }

    private static func logarithm(_ value: CalculatorNumber) -> CalculatorNumber {
        value.map(exactly: { $0 == .one ? .zero : nil }, roughly: Mathematics.naturalLogarithm)
    }

    private static func decimalLogarithm(_ value: CalculatorNumber) -> CalculatorNumber {
        .approximate(Mathematics.decimalLogarithm(value.double))
    }

    private static func round(_ value: CalculatorNumber) -> CalculatorNumber {
        value.map(
            exactly: { $0.rounded(.nearest) }, roughly: { $0.rounded(.toNearestOrAwayFromZero) })
    }

    private static func round(_ value: CalculatorNumber, places: CalculatorNumber) -> CalculatorNumber? {
        guard case .exact(let count) = places, let count = count.int, (-300...300).contains(count),
            let scale = Rational(10).raised(to: count)
        else { return nil }
        return value.map(
            exactly: { $0.multiplied(by: scale)?.rounded(.nearest).divided(by: scale) },
            roughly: { ($0 * scale.double).rounded(.toNearestOrAwayFromZero) / scale.double })
    }

    /// The root of a fraction whose parts are squares.
    private static func exactRoot(_ value: Rational) -> Rational? {
        guard let top = wholeRoot(value.numerator), let bottom = wholeRoot(value.denominator) else { return nil }
        return Rational(reducing: false, top, over: bottom)
    }

    private static func wholeRoot(_ value: BigNatural) -> BigNatural? {
        guard let word = value.word, word < 1 << 52 else { return nil }
        let root = BigNatural(UInt64(Double(word).squareRoot()))
        return root * root == value ? root : nil
    }
}
