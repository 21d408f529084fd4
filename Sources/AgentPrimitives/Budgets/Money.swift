/// An amount of US dollars in whole millionths, so that sums are exact.
public struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Millionths of a dollar.
    public var micros: Int64

    /// An amount in millionths of a dollar.
    public init(micros: Int64) {
        self.micros = micros
    }

    /// Nothing.
    public static let zero = Money(micros: 0)

    /// Reads a decimal number of dollars such as `0.05`; at most six decimals, no sign; fails otherwise or on overflow.
    public init?(dollars text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, let units = Self.digits(whole) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""[...].utf8
        guard parts.count == 1 || (1...6).contains(fraction.count) else { return nil }
        guard var millionths = fraction.isEmpty ? 0 : Self.digits(fraction) else { return nil }
        for _ in fraction.count..<6 { millionths *= 10 }
        let (scaled, overflow) = units.multipliedReportingOverflow(by: 1_000_000)
        let (total, carry) = scaled.addingReportingOverflow(millionths)
        guard !overflow, !carry else { return nil }
        micros = total
    }

    /// Dollars with six decimals, such as `$0.050000`.
    public var description: String {
        let magnitude = micros.magnitude
        let fraction = String(magnitude % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - fraction.count)
        return "\(micros < 0 ? "-" : "")$\(magnitude / 1_000_000).\(zeros)\(fraction)"
    }

    /// Orders amounts.
    public static func < (left: Money, right: Money) -> Bool { left.micros < right.micros }

    /// Adds amounts; stops at the largest representable one rather than overflow.
    public static func + (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.micros.addingReportingOverflow(right.micros)
        return Money(micros: overflow ? (left.micros < 0 ? .min : .max) : sum)
    }

    private static func digits(_ text: Substring.UTF8View) -> Int64? {
        guard !text.isEmpty, text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int64(String(Substring(text)))
    }
}
