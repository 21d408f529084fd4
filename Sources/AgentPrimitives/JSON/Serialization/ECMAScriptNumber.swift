/// Writes doubles the way ECMAScript's `Number::toString` does (ECMA-262 section 6.1.6.1.20), as RFC 8785 asks.
enum ECMAScriptNumber {
    /// The text of a finite double.
    static func text(_ value: Double) -> String {
        // Swift prints the same digits, the shortest that read back as `value`; only their layout differs.
        let decimal = JSONDecimal(JSONNumber(verified: value.description))
        guard !decimal.isZero, let point = decimal.point else { return "0" }
        let digits = decimal.digits.map { $0 + UInt8(ascii: "0") }
        let sign = decimal.isNegative ? "-" : ""
        return sign + layout(digits, point: point)
    }

    /// Lays out digits whose decimal point stands after the first `point` of them.
    private static func layout(_ digits: [UInt8], point: Int) -> String {
        switch point {
        case digits.count...21:
            return string(digits) + zeros(point - digits.count)
        case 1...21:
            return string(digits[..<point]) + "." + string(digits[point...])
        case -5...0:
            return "0." + zeros(-point) + string(digits)
        default:
            let fraction = digits.count > 1 ? "." + string(digits[1...]) : ""
            let exponent = point - 1
            return string(digits[..<1]) + fraction + "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
        }
    }

    private static func string(_ digits: some Sequence<UInt8>) -> String {
        String(decoding: Array(digits), as: UTF8.self)
    }

    private static func zeros(_ count: Int) -> String {
        String(repeating: "0", count: count)
    }
}
