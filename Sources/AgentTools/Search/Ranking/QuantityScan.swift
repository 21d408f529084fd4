/// Looks for the number that a question asks for.
struct QuantityScan {
    /// What was found, the best last.
    enum Find: Int, Comparable {
        case nothing
        /// A number of whatever.
        case number
        /// A number with a unit of the kind asked for.
        case quantity
        /// A number of the things that the question asks to count.
        case count

        static func < (left: Find, right: Find) -> Bool { left.rawValue < right.rawValue }
    }

    /// No sentence is longer; the lines of generated files are.
    private static let maximumBytes = 4096

    private let text: ScannedText
    private let kind: AnswerKind
    private let counted: Int?

    init(_ query: SearchQuery, in text: ScannedText) {
        self.text = text
        kind = query.answerKind
        counted = query.counted
    }

    /// The best find in some lines; numbers that the question brought along do not count.
    func best(in window: ClosedRange<Int>) -> Find {
        guard kind != .anything else { return .nothing }
        var best = Find.nothing
        for line in window {
            let hits = text.hits(inLine: line)
            var position = text.lines[line].lowerBound
            let end = min(text.lines[line].upperBound, position + Self.maximumBytes)
            while position < end {
                guard text.bytes[position].isWordByte else {
                    position += 1
                    continue
                }
                let wordEnd = endOfWord(from: position, before: end)
                if text.bytes[position].isDigit, !hits.contains(where: { $0.offset == position }) {
                    best = max(best, rate(numberAt: position, before: end, hits))
                    if best == .count { return best }
                }
                position = wordEnd
            }
        }
        return best
    }

    private func rate(numberAt start: Int, before end: Int, _ hits: ArraySlice<ScannedText.Hit>) -> Find {
        var unit = start
        while unit < end, text.bytes[unit].isDigit || text.bytes[unit].isOneOf(".,") { unit += 1 }
        if unit < end, text.bytes[unit].isOneOf(" -%") { unit += 1 }
        if let counted {
            let isCount = hits.contains { $0.term == counted && (unit...unit + 12).contains($0.offset) }
            return isCount ? .count : .number
        }
        let word = text.bytes[unit..<max(unit, endOfWord(from: unit, before: end))]
        return kind.takes(unit: String(decoding: word, as: UTF8.self).lowercased()) ? .quantity : .number
    }

    private func endOfWord(from start: Int, before end: Int) -> Int {
        var position = start
        while position < end, text.bytes[position].isWordByte { position += 1 }
        return position
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isWordByte: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
            || self >= 0x80
    }

    fileprivate func isOneOf(_ characters: StaticString) -> Bool {
        characters.withUTF8Buffer { $0.contains(self) }
    }
}
