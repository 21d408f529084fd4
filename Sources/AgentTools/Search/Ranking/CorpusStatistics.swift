/// What ranking needs to know about all texts together.
struct CorpusStatistics {
    /// Lines that hold words.
    private(set) var lines = 0
    private(set) var words = 0
    /// For each term the lines that hold it.
    private(set) var linesWithTerm: [Int]

    init(termCount: Int) {
        linesWithTerm = [Int](repeating: 0, count: termCount)
    }

    /// Counts a text in.
    mutating func add(_ text: ScannedText) {
        for count in text.wordCounts where count > 0 {
            lines += 1
            words += count
        }
        var lastLine = [Int](repeating: -1, count: linesWithTerm.count)
        for hit in text.hits where lastLine[hit.term] != hit.line {
            lastLine[hit.term] = hit.line
            linesWithTerm[hit.term] += 1
        }
    }

    /// How telling a term is: the BM25 inverse document frequency, with lines as documents.
    func rarity(of term: Int) -> Double {
        let holding = Double(linesWithTerm[term])
        return Mathematics.naturalLogarithm(1 + (Double(lines) - holding + 0.5) / (holding + 0.5))
    }

    var averageLineLength: Double { lines == 0 ? 1 : Double(words) / Double(lines) }
}
