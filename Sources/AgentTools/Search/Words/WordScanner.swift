/// A word in a text, by its place.
struct Word {
    /// Where its bytes are.
    var range: Range<Int>
    /// Its number among the simple words of the scanned range, from 0; a compound has that of its first part.
    var ordinal: Int
    /// Whether it is a whole identifier, such as `fs.read` or `maxTokens`, whose parts are reported as well.
    var isCompound: Bool
    /// Whether it is a part of an identifier, as `tokens` in `maxTokens` and `max_tokens`, rather than a word of its own.
    var isFragment = false
}

/// Splits UTF-8 text into words, and identifiers into the whole and its parts.
///
/// Letters and digits make words. A single `. - _ / : @ ,` between two of them joins parts into a compound, and so does a
/// change of case inside a word. Ideographs and kana count as one word each, because nothing separates them.
struct WordScanner {
    private let bytes: [UInt8]
    private let classes = Self.classTable

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reports every word of a range; returns the number of simple words.
    func scan(_ range: Range<Int>, _ report: (Word) -> Void) -> Int {
        var position = range.lowerBound
        var count = 0
        while position < range.upperBound {
            guard let part = partEnd(from: position, in: range) else {
                position += scalarLength(at: position)
                continue
            }
            position = scanRun(from: position, firstPartEnd: part, in: range, count: &count, report)
        }
        return count
    }

    // MARK: Runs

    /// Reports the parts of the run that starts here, then the whole; returns where it ends.
    private func scanRun(
        from start: Int, firstPartEnd: Int, in range: Range<Int>, count: inout Int, _ report: (Word) -> Void
    ) -> Int {
        let firstOrdinal = count
        var partStart = start
        var end = firstPartEnd
        var parts = 1
        let isSnake = end < range.upperBound && bytes[end] == UInt8(ascii: "_")
        reportPart(partStart..<end, isFragment: isSnake, count: &count, report)
        while let next = nextPartStart(after: end, in: range), let nextEnd = partEnd(from: next, in: range) {
            partStart = next
            end = nextEnd
            parts += 1
            reportPart(partStart..<end, isFragment: bytes[partStart - 1] == UInt8(ascii: "_"), count: &count, report)
        }
        if parts > 1 {
            report(Word(range: start..<end, ordinal: firstOrdinal, isCompound: true))
        }
        return end
    }

    private func nextPartStart(after end: Int, in range: Range<Int>) -> Int? {
        guard end < range.upperBound, classes[Int(bytes[end])] == .joiner else { return nil }
        var next = end + 1
        // `std::move`, `__init__` and the like double the joiner.
        if next < range.upperBound, bytes[next] == bytes[end], bytes[end] != UInt8(ascii: ".") { next += 1 }
        return next < range.upperBound ? next : nil
    }

    /// Reports one part, cut where a capital starts a new word; a part that is cut is reported whole as well.
    private func reportPart(_ part: Range<Int>, isFragment: Bool, count: inout Int, _ report: (Word) -> Void) {
        let firstOrdinal = count
        var start = part.lowerBound
        for index in part.dropFirst() where startsHump(at: index, in: part) {
            report(Word(range: start..<index, ordinal: count, isCompound: false, isFragment: true))
            count += 1
            start = index
        }
        let isCut = start > part.lowerBound
        report(Word(range: start..<part.upperBound, ordinal: count, isCompound: false, isFragment: isFragment || isCut))
        count += 1
        if isCut {
            report(Word(range: part, ordinal: firstOrdinal, isCompound: true))
        }
    }

    /// `maxTokens` is cut before T, `HTTPServer` before S, the plural `URLs` nowhere.
    private func startsHump(at index: Int, in part: Range<Int>) -> Bool {
        guard classes[Int(bytes[index])] == .upper else { return false }
        if classes[Int(bytes[index - 1])] == .lower { return true }
        guard index + 1 < part.upperBound, classes[Int(bytes[index - 1])] == .upper else { return false }
        let isPlural = index + 2 == part.upperBound && bytes[index + 1] == UInt8(ascii: "s")
        return classes[Int(bytes[index + 1])] == .lower && !isPlural
    }

    // MARK: Characters

    private enum Class: UInt8 {
        case other, lower, upper, digit, joiner, multibyte
    }

    private static let classTable: [Class] = (0...255).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case let byte where ".-_/:@,".utf8.contains(byte): .joiner
        case 0x80...: .multibyte
        default: .other
        }
    }

    /// Where the run of letters and digits that starts here ends; `nil` when none starts here.
    private func partEnd(from start: Int, in range: Range<Int>) -> Int? {
        var position = start
        while position < range.upperBound {
            switch classes[Int(bytes[position])] {
            case .lower, .upper, .digit:
                position += 1
            case .multibyte:
                let (scalar, length) = scalar(at: position, before: range.upperBound)
                guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
                    return position > start ? position : nil
                }
                if Self.standsAlone(scalar) { return position > start ? position : position + length }
                position += length
            case .joiner, .other:
                return position > start ? position : nil
            }
        }
        return position > start ? position : nil
    }

    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value)
    }

    private func scalarLength(at position: Int) -> Int {
        classes[Int(bytes[position])] == .multibyte ? scalar(at: position, before: bytes.count).length : 1
    }

    /// Decodes one scalar; broken UTF-8 counts as one replacement character per byte.
    private func scalar(at position: Int, before end: Int) -> (scalar: Unicode.Scalar, length: Int) {
        var decoder = UTF8()
        var iterator = bytes[position..<min(position + 4, end)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return ("\u{FFFD}", 1) }
        return (scalar, UTF8.width(scalar))
    }
}
