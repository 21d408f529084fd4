/// A number in a calculation: exact as long as every step was, else a double.
///
/// Fractions of whole numbers rather than decimals, so that `0.1 + 0.2` is `0.3`, `1/3*3` is `1` and `2^100` has all its
/// digits. Roots, logarithms and the like leave the exact numbers, and so does a fraction that outgrows
/// ``Rational/maximumBits``.
enum CalculatorNumber: Sendable {
    case exact(Rational)
    case approximate(Double)

    var double: Double {
        switch self {
        case .exact(let value): value.double
        case .approximate(let value): value
        }
    }

    var isZero: Bool {
        switch self {
        case .exact(let value): value.isZero
        case .approximate(let value): value == 0
        }
    }

    var isNegative: Bool {
        switch self {
        case .exact(let value): value.isNegative
        case .approximate(let value): value < 0
        }
    }

    /// The exact operation where both sides are exact and it has a result, else that on doubles.
    static func combine(
        _ left: CalculatorNumber, _ right: CalculatorNumber, exactly: (Rational, Rational) -> Rational?,
        roughly: (Double, Double) -> Double
    ) -> CalculatorNumber {
        if case .exact(let first) = left, case .exact(let second) = right, let result = exactly(first, second) {
            return .exact(result)
        }
        return .approximate(roughly(left.double, right.double))
    }

    /// The same for one number.
    func map(exactly: (Rational) -> Rational?, roughly: (Double) -> Double) -> CalculatorNumber {
        if case .exact(let value) = self, let result = exactly(value) { return .exact(result) }
        return .approximate(roughly(double))
    }

    static func < (left: CalculatorNumber, right: CalculatorNumber) -> Bool {
        if case .exact(let first) = left, case .exact(let second) = right { return first < second }
        return left.double < right.double
    }
}

extension CalculatorNumber: CustomStringConvertible {
    /// The most decimal places that an exact result is written with.
    private static let maximumPlaces = 60

    /// All digits of an exact result that has an end, else fifteen.
    var description: String {
        switch self {
        case .exact(let value):
            if value.isWhole { return (value.isNegative ? "-" : "") + value.numerator.digits }
            let (digits, point) =
                value.exactDigits(limit: Self.maximumPlaces) ?? value.roundedDigits(DecimalText.significantDigits)
            return DecimalText.text(isNegative: value.isNegative, digits: digits, point: point)
        case .approximate(let value):
            return Self.text(of: value)
        }
    }

    /// Fifteen digits: the sixteenth and seventeenth of a double are where rounding shows, as in `0.30000000000000004`.
    private static func text(of value: Double) -> String {
        var digits = ""
        var point: Int?
        var exponent = 0
        let parts = value.magnitude.description.split(separator: "e")
        for character in parts.first ?? "" {
            if character == "." { point = digits.utf8.count } else { digits.append(character) }
        }
        if parts.count == 2 { exponent = Int(parts[1]) ?? 0 }
        let leadingZeros = digits.utf8.prefix { $0 == UInt8(ascii: "0") }.count
        let place = (point ?? digits.utf8.count) - leadingZeros + exponent
        let rounded = DecimalText.round(
            digits: String(digits.dropFirst(leadingZeros)), point: place, to: DecimalText.significantDigits)
        return DecimalText.text(isNegative: value < 0, digits: rounded.digits, point: rounded.point)
    }
}
