/// What a `Range` field asks for (RFC 9110 section 14.1).
enum HTTPByteRange: Equatable {
    /// There is no range, or one that may be ignored: another unit, a malformed one, several.
    ///
    /// Several ranges get the whole, as section 14.2 allows: clients that ask for them are rare, and asking for many small or
    /// overlapping ones is a way to make a server work.
    case whole
    case part(Range<Int>)
    /// None of what is asked for exists.
    case unsatisfiable

    /// - Parameter size: Of the whole, in bytes.
    init(parsing field: String, size: Int) {
        let text = field.utf8
        let unit = text.prefix { $0 != UInt8(ascii: "=") }
        guard unit.equalsIgnoringASCIICase("bytes"), unit.count < text.count else {
            self = .whole
            return
        }
        let list = text.dropFirst(unit.count + 1).split(separator: UInt8(ascii: ","))
        let ranges = list.map { Self(specifier: Substring($0).utf8.trimmingBlanks(), size: size) }
        guard let first = ranges.first, !ranges.contains(.whole) else {
            self = .whole
            return
        }
        let isNothing = ranges.allSatisfy { $0 == .unsatisfiable }
        self = ranges.count == 1 || isNothing ? first : .whole
    }

    private init(specifier: Substring.UTF8View, size: Int) {
        let first = specifier.prefix { $0 != UInt8(ascii: "-") }
        let last = specifier.dropFirst(first.count + 1)
        guard first.count < specifier.count, let start = Self.number(first), let end = Self.number(last),
            start != nil || end != nil
        else {
            self = .whole
            return
        }
        guard let start else {
            self = Self.suffix(of: end ?? 0, size: size)
            return
        }
        guard end.map({ start <= $0 }) ?? true else {
            self = .whole
            return
        }
        guard start < size else {
            self = .unsatisfiable
            return
        }
        self = .part(start..<(min(end ?? size, size - 1) + 1))
    }

    private static func suffix(of count: Int, size: Int) -> HTTPByteRange {
        guard count > 0 else { return .unsatisfiable }
        // The last bytes of nothing are there, but no Content-Range can say so.
        return size == 0 ? .whole : .part(max(0, size - count)..<size)
    }

    /// The outer optional is nil for what is no number; the inner one for nothing at all.
    private static func number(_ digits: Substring.UTF8View) -> Int?? {
        guard !digits.isEmpty else { return .some(nil) }
        guard digits.allSatisfy({ ASCII.digit($0) != nil }) else { return nil }
        // What does not fit is beyond the end of every file.
        return ASCII.decimal(digits) ?? .max - 1
    }
}
