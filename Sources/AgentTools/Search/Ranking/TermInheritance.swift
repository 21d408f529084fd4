/// The terms that a window of lines takes over from where it stands.
struct TermInheritance {
    private let text: ScannedText
    private let outline: TextOutline
    private let weights: RankingWeights
    /// From the file's name.
    private let fileTerms: [Double]
    /// For each section, by its heading's line, or -1 for the part before the first heading.
    private var sectionTerms: [Int: [Double]] = [:]

    init(text: ScannedText, outline: TextOutline, query: SearchQuery, weights: RankingWeights) {
        self.text = text
        self.outline = outline
        self.weights = weights
        fileTerms = Self.nameTerms(of: text, query, weights)
        let none = [Double](repeating: 0, count: query.terms.count)
        for hit in text.hits {
            let value = weights.section * hit.closeness
            sectionTerms[outline.sections[hit.line], default: none].raise(hit.term, to: value)
        }
    }

    private static func nameTerms(
        of text: ScannedText, _ query: SearchQuery, _ weights: RankingWeights
    ) -> [Double] {
        var terms = [Double](repeating: 0, count: query.terms.count)
        let name = Array(text.path.utf8)
        let weight = weights.fileName * (text.isProse ? 1 : weights.codeTopic)
        _ = WordScanner(name).scan(0..<name.count) { word in
            guard let entry = query.table.entry(for: word, in: name) else { return }
            terms.raise(entry.term, to: weight * entry.closeness)
        }
        return terms
    }

    /// What the window takes over from the lines it belongs under and from the file's name, as if it held that itself.
    func topic(of window: ClosedRange<Int>) -> [Double] {
        var terms = fileTerms
        var line = outline.lines[window.lowerBound].parent
        var weight = weights.context * (text.isProse ? 1 : weights.codeTopic)
        while line >= 0, weight > 0.02 {
            if !window.contains(line) {
                for hit in text.hits(inLine: line) { terms.raise(hit.term, to: weight * hit.closeness) }
            }
            weight *= weights.contextDecay
            line = outline.lines[line].parent
        }
        return terms
    }

    /// What stands near the window in the same section without belonging to it.
    func vicinity(of window: ClosedRange<Int>) -> [Double] {
        let section = outline.sections[window.lowerBound]
        var terms = sectionTerms[section] ?? fileTerms.map { _ in 0 }
        let near = max(0, window.lowerBound - 3)...min(outline.lines.count - 1, window.upperBound + 3)
        for line in near where !window.contains(line) && outline.sections[line] == section {
            for hit in text.hits(inLine: line) { terms.raise(hit.term, to: weights.surroundings * hit.closeness) }
        }
        return terms
    }
}

extension [Double] {
    fileprivate mutating func raise(_ index: Int, to value: Double) {
        self[index] = Swift.max(self[index], value)
    }
}
