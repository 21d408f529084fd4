/// A number's text taken apart.
///
/// Its value is 0.`digits` × 10^(`exponent` + `shift`), negated if `isNegative`.
/// The written exponent stays text, because it may be longer than any integer type; so nothing is ever expanded.
struct JSONDecimal {
    let isNegative: Bool
    /// Significant digits as values from 0 to 9, without zeros at either end; empty for zero.
    let digits: [UInt8]
    /// What the place of the decimal point in the text adds to the exponent; no larger than the text is long.
    let shift: Int
    private let exponent: Exponent

    init(_ number: JSONNumber) {
        var isNegative = false
        var digits: [UInt8] = []
        var integerDigits: Int?
        var exponent: Exponent?
        for byte in number.text.utf8 {
            switch byte {
            case UInt8(ascii: "-") where exponent == nil: isNegative = true
            case UInt8(ascii: "-"): exponent?.isNegative = true
            case UInt8(ascii: "."): integerDigits = digits.count
            case UInt8(ascii: "e"), UInt8(ascii: "E"): exponent = Exponent()
            case UInt8(ascii: "0")...UInt8(ascii: "9") where exponent == nil: digits.append(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "0")...UInt8(ascii: "9"): exponent?.digits.append(byte - UInt8(ascii: "0"))
            default: break
            }
        }
        let leadingZeros = digits.prefix { $0 == 0 }.count
        self.isNegative = isNegative
        self.shift = (integerDigits ?? digits.count) - leadingZeros
        self.exponent = exponent ?? Exponent()
        let end = (digits.lastIndex { $0 != 0 } ?? -1) + 1
        self.digits = Array(digits[min(leadingZeros, end)..<end])
    }

    var isZero: Bool { digits.isEmpty }

    /// How many digits stand before the decimal point, or nil when no `Int` holds it.
    ///
    /// More than there are digits means trailing zeros, less than none means zeros after the point.
    var point: Int? {
        Exponent().distance(to: exponent).flatMap { written in
            let (point, overflow) = written.addingReportingOverflow(shift)
            return overflow ? nil : point
        }
    }

    var isInteger: Bool {
        if isZero { return true }
        guard let point else { return !exponent.isNegative }
        return point >= digits.count
    }

    /// The exact value in that type, or nil when there is none.
    func integer<Integer: FixedWidthInteger>(as type: Integer.Type) -> Integer? {
        if isZero { return 0 }
        // The widest type asked for has 20 digits.
        guard let point, point >= digits.count, point <= 20 else { return nil }
        var value: Integer = 0
        for place in 0..<point {
            let digit = Integer(place < digits.count ? digits[place] : 0)
            let (scaled, overflowsScaled) = value.multipliedReportingOverflow(by: 10)
            let (next, overflows) =
                isNegative ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
            guard !overflowsScaled, !overflows else { return nil }
            value = next
        }
        return value
    }
}

extension JSONDecimal: Equatable {
    static func == (left: JSONDecimal, right: JSONDecimal) -> Bool {
        if left.isZero || right.isZero { return left.isZero && right.isZero }
        return left.isNegative == right.isNegative
            && left.digits == right.digits
            && right.exponent.distance(to: left.exponent) == right.shift - left.shift
    }
}

extension JSONDecimal {
    /// The exponent as written.
    private struct Exponent {
        var isNegative = false
        /// Values from 0 to 9.
        var digits: [UInt8] = []

        /// `other` less this exponent, or nil when no `Int` holds it.
        ///
        /// Works down from the most significant place, so that a difference that outgrows `Int`, which no digit that
        /// follows can bring back, ends the walk.
        func distance(to other: Self) -> Int? {
            var distance = 0
            for place in stride(from: max(digits.count, other.digits.count), to: 0, by: -1) {
                let (scaled, overflowsScaled) = distance.multipliedReportingOverflow(by: 10)
                let (next, overflows) = scaled.addingReportingOverflow(other.digit(at: place) - digit(at: place))
                guard !overflowsScaled, !overflows else { return nil }
                distance = next
            }
            return distance
        }

        /// The signed digit at a place counted from the right, from 1.
        private func digit(at place: Int) -> Int {
            guard place <= digits.count else { return 0 }
            let digit = Int(digits[digits.count - place])
            return isNegative ? -digit : digit
        }
    }
}
