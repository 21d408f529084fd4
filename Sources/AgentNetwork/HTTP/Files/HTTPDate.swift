/// The dates of HTTP (RFC 9110 section 5.6.7), in whole seconds since 1970.
enum HTTPDate {
    /// As it is sent, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func format(_ seconds: Int64) -> String {
        String(decoding: HTTPDateCache.format(seconds), as: UTF8.self)
    }

    /// Reads a date in any of the three forms that recipients have to know; nil for anything else.
    ///
    /// The name of the day is not checked against the date.
    ///
    /// - Parameter now: A year of two digits means the one that is at most 50 years after this.
    static func parse(_ text: String, now: Int64) -> Int64? {
        let parts = text.utf8.split(separator: ASCII.space).map { Substring($0) }
        switch parts.count {
        case 6 where parts[0].utf8.last == comma && parts[5] == "GMT":
            // Sun, 06 Nov 1994 08:49:37 GMT
            guard parts[3].utf8.count == 4 else { return nil }
            return seconds(year: number(parts[3]), month: parts[2], day: number(parts[1]), time: parts[4])
        case 4 where parts[0].utf8.last == comma && parts[3] == "GMT":
            // Sunday, 06-Nov-94 08:49:37 GMT
            let date = parts[1].split(separator: "-", omittingEmptySubsequences: false)
            guard date.count == 3, date[2].utf8.count == 2, let year = number(date[2]) else { return nil }
            return seconds(
                year: fullYear(year, now: now), month: date[1], day: number(date[0]), time: parts[2])
        case 5 where parts[4].utf8.count == 4:
            // Sun Nov  6 08:49:37 1994
            return seconds(year: number(parts[4]), month: parts[1], day: number(parts[2]), time: parts[3])
        default:
            return nil
        }
    }

    private static let comma = UInt8(ascii: ",")
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func number(_ text: Substring) -> Int? {
        text.utf8.count <= 4 ? ASCII.decimal(text.utf8) : nil
    }

    private static func seconds(year: Int?, month: Substring, day: Int?, time: Substring) -> Int64? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false)
        guard let year, let day, let month = months.firstIndex(where: { $0 == month }), (1...31).contains(day),
            clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 }), let hour = number(clock[0]), hour < 24,
            let minute = number(clock[1]), minute < 60, let second = number(clock[2]), second <= 60
        else { return nil }
        let days = daysSince1970(year: year, month: month + 1, day: day)
        return Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    private static func fullYear(_ year: Int, now: Int64) -> Int {
        // Good enough for a century: a year has 31,556,952 seconds on average.
        let current = 1970 + Int(now / 31_556_952)
        let candidate = current - current % 100 + year
        return candidate > current + 50 ? candidate - 100 : candidate
    }

    /// The number of a day, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
