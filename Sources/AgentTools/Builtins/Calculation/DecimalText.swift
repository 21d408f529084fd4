/// Lays out decimal digits as a number's text.
enum DecimalText {
    /// Digits that a result which is not exact is given with.
    static let significantDigits = 15

    /// Rounds to at most `count` digits, halves up.
    ///
    /// The value is 0.`digits` × 10^`point`.
    static func round(digits: String, point: Int, to count: Int) -> (digits: String, point: Int) {
        var kept = Array(digits.utf8)
        var point = point
        guard kept.count > count else { return (digits, point) }
        let roundsUp = kept[count] >= UInt8(ascii: "5")
        kept.removeSubrange(count...)
        if roundsUp {
            var place = count - 1
            while place >= 0, kept[place] == UInt8(ascii: "9") {
                kept[place] = UInt8(ascii: "0")
                place -= 1
            }
            if place >= 0 {
                kept[place] += 1
            } else {
                kept.insert(UInt8(ascii: "1"), at: 0)
                point += 1
            }
        }
        return (String(decoding: kept, as: UTF8.self), point)
    }

    /// The text of a number, plain where that is short, else like `1.5e+30`.
    ///
    /// The value is 0.`digits` × 10^`point`.
    static func text(isNegative: Bool, digits: String, point: Int) -> String {
        var digits = Array(digits.utf8)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        guard !digits.isEmpty else { return "0" }
        func string(_ part: some Sequence<UInt8>) -> String { String(decoding: Array(part), as: UTF8.self) }
        func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
        let magnitude =
            switch point {
            case digits.count...max(digits.count, 21): string(digits) + zeros(point - digits.count)
            case 1..<max(digits.count, 2): string(digits[..<point]) + "." + string(digits[point...])
            case -5...0: "0." + zeros(-point) + string(digits)
            default:
                string(digits[..<1]) + (digits.count > 1 ? "." + string(digits[1...]) : "")
                    + (point > 0 ? "e+" : "e-") + String((point - 1).magnitude)
            }
        return (isNegative ? "-" : "") + magnitude
    }
}
