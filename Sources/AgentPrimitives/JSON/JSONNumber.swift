/// A JSON number that keeps its text, so that `1.0`, `-0`, `1e400` and integers of any length survive unchanged.
///
/// Equality and hashing go by text; ``isNumericallyEqual(to:)`` compares the numbers themselves.
public struct JSONNumber: Sendable, Hashable {
    /// The number as written, by the grammar of RFC 8259 section 6.
    public let text: String

    /// Takes text that is known to follow the grammar.
    init(verified text: String) {
        self.text = text
    }

    /// Takes a number's text as it is, or nil when it does not follow the grammar of RFC 8259 section 6.
    public init?(text: String) {
        let isNumber = text.withExactUTF8 { bytes in
            guard let base = bytes.baseAddress else { return false }
            var scan = JSONNumberScan(base, from: 0, to: bytes.count)
            return scan.run() == nil && scan.position == bytes.count
        }
        guard isNumber else { return nil }
        self.text = text
    }

    /// Makes an integer of any width.
    public init(_ value: some BinaryInteger) {
        text = String(value)
    }

    /// Makes a number with the shortest text that reads back as the same double, or nil when it is not finite.
    ///
    /// The text is Swift's: a whole number keeps its `.0`, so that it still reads as a floating-point number.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = value.description
    }
}

extension JSONNumber: CustomStringConvertible {
    /// The number as written.
    public var description: String { text }
}
