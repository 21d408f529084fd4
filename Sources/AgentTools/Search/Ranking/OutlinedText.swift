/// A text that matched, with all that ranking its passages needs.
struct OutlinedText {
    let text: ScannedText
    let outline: TextOutline
    let inheritance: TermInheritance
    let quantities: QuantityScan

    init(_ text: ScannedText, query: SearchQuery, weights: RankingWeights) {
        self.text = text
        outline = OutlineParser.parse(text.bytes, lines: text.lines, format: text.format)
        inheritance = TermInheritance(text: text, outline: outline, query: query, weights: weights)
        quantities = QuantityScan(query, in: text)
    }

    func kind(ofLine line: Int) -> TextOutline.Kind { outline.lines[line].kind }

    /// Whether the window only announces what follows it.
    func isBareHeading(_ window: ClosedRange<Int>) -> Bool {
        window.allSatisfy { line in
            switch kind(ofLine: line) {
            case .heading, .tableHeader, .blank: true
            case .text, .listItem, .tableRow, .code, .reference: false
            }
        }
    }

    /// Whether the window repeats the question, as an example or a test of a search does; a heading may, above its answer.
    func echoes(_ question: String?, in window: ClosedRange<Int>) -> Bool {
        guard let question, kind(ofLine: window.lowerBound) != .heading else { return false }
        let wanted = Array(question.utf8)
        let bytes = text.bytes[text.lines[window.lowerBound].lowerBound..<text.lines[window.upperBound].upperBound]
        return bytes.indices.dropLast(wanted.count - 1).contains { start in
            bytes[start] == wanted[0] && bytes[start...].starts(with: wanted)
        }
    }

    /// Whether a line begins a unit or follows one that ends a sentence.
    func startsSentence(_ line: Int) -> Bool {
        line == 0 || endsSentence(line - 1)
    }

    /// Whether a line ends its unit or a sentence.
    func endsSentence(_ line: Int) -> Bool {
        guard line + 1 < outline.lines.count, outline.lines[line + 1].unit == outline.lines[line].unit,
            let last = text.shape(ofLine: line).text.last
        else { return true }
        return ".!?:;".utf8.contains(last)
    }

    /// Whether the window starts with the first paragraph under a heading that has a term.
    func isLead(_ window: ClosedRange<Int>) -> Bool {
        let heading = outline.sections[window.lowerBound]
        guard heading >= 0, heading < window.lowerBound, kind(ofLine: window.lowerBound) == .text,
            !text.hits(inLine: heading).isEmpty
        else { return false }
        return !(heading + 1..<window.lowerBound).contains { kind(ofLine: $0) == .text }
    }
}
