extension Timestamp: LosslessStringConvertible {
    /// Reads the form that ``description`` gives; fails for any other.
    public init?(_ description: String) {
        let text = Array(description.utf8)
        guard text.count == 27, let days = Self.days(text[0..<10]), text[10] == UInt8(ascii: "T"),
            let hour = Self.number(text[11..<13], 0...23), text[13] == UInt8(ascii: ":"),
            let minute = Self.number(text[14..<16], 0...59), text[16] == UInt8(ascii: ":"),
            let second = Self.number(text[17..<19], 0...59), text[19] == UInt8(ascii: "."),
            let fraction = Self.number(text[20..<26], 0...999_999), text[26] == UInt8(ascii: "Z")
        else { return nil }
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
        self.init(microseconds: seconds * 1_000_000 + fraction)
        // A day that its month does not have comes back as another one.
        guard self.description.utf8.elementsEqual(text) else { return nil }
    }

    /// Days since 1970 of a text such as `2026-01-31`, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    private static func days(_ text: ArraySlice<UInt8>) -> Int64? {
        let start = text.startIndex
        guard let year = number(text[start..<start + 4], 0...9999), text[start + 4] == UInt8(ascii: "-"),
            let month = number(text[start + 5..<start + 7], 1...12), text[start + 7] == UInt8(ascii: "-"),
            let day = number(text[start + 8..<start + 10], 1...31)
        else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func number(_ digits: ArraySlice<UInt8>, _ range: ClosedRange<Int64>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return range.contains(value) ? value : nil
    }
}
