internal import AgentPrimitives

extension Timestamp {
    /// Reads a date and time such as `2026-01-31T09:30:00.25Z` or `2026-01-31T10:30:00+01:00` (RFC 3339).
    ///
    /// Digits beyond the microsecond are cut off; a leap second counts as the second after it. Fails for anything else.
    init?(rfc3339 text: String) {
        var scanner = DigitScanner(text)
        guard
            let year = scanner.number(digits: 4, in: 0...9999), scanner.skip("-"),
            let month = scanner.number(digits: 2, in: 1...12), scanner.skip("-"),
            let day = scanner.number(digits: 2, in: 1...Self.days(inMonth: month, of: year)),
            scanner.skip("T") || scanner.skip("t") || scanner.skip(" "),
            let hour = scanner.number(digits: 2, in: 0...23), scanner.skip(":"),
            let minute = scanner.number(digits: 2, in: 0...59), scanner.skip(":"),
            let second = scanner.number(digits: 2, in: 0...60),
            let fraction = scanner.skip(".") ? scanner.microseconds() : 0,
            let offset = scanner.offset(), scanner.isAtEnd
        else { return nil }
        let seconds =
            ((Self.days(toYear: year, month: month, day: day) * 24 + hour) * 60 + minute - offset) * 60 + second
        self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(fraction))
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar; years start in March, so that a leap day comes last.
    private static func days(toYear year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        // Year -1 occurs for January and February of year 0; floor its century and era.
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits count: Int, in range: ClosedRange<Int>) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return range.contains(value) ? value : nil
    }

    mutating func microseconds() -> Int? {
        guard var value = digit() else { return nil }
        var count = 1
        while let digit = digit() {
            if count < 6 { value = value * 10 + digit }
            count += 1
        }
        for _ in min(count, 6)..<6 { value *= 10 }
        return value
    }

    /// Minutes east of UTC.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : -1
        guard sign == 1 || skip("-") else { return nil }
        guard let hours = number(digits: 2, in: 0...23), skip(":") else { return nil }
        guard let minutes = number(digits: 2, in: 0...59) else { return nil }
        return sign * (hours * 60 + minutes)
    }

    private mutating func digit() -> Int? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }
}
