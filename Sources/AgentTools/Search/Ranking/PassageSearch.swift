/// Finds the passages that answer a question in texts that are added one by one.
///
/// Texts that match are kept until the end, because how telling a word is shows only when all have been seen. The result depends
/// on the texts and the question alone.
struct PassageSearch {
    /// The most lines of context that a passage comes with.
    private static let longestContext = 6

    private let query: SearchQuery
    private let weights: RankingWeights
    private var statistics: CorpusStatistics
    private var texts: [ScannedText] = []

    init(_ question: String, weights: RankingWeights = RankingWeights()) {
        query = SearchQuery(question)
        self.weights = weights
        statistics = CorpusStatistics(termCount: query.terms.count)
    }

    /// Looks through a text; `false` when it has more lines than are looked at.
    mutating func add(path: String, bytes: [UInt8]) -> Bool {
        let text = ScannedText(path: path, bytes: bytes, query: query)
        statistics.add(text)
        if !text.hits.isEmpty { texts.append(text) }
        return !text.isCut
    }

    /// What the query asks for and no text has, in the query's order.
    var missingTerms: [String] {
        query.terms.indices.filter { statistics.linesWithTerm[$0] == 0 && !hasKnownPart($0) }.map {
            query.terms[$0].text
        }
    }

    private func hasKnownPart(_ term: Int) -> Bool {
        query.terms.indices.contains { query.terms[$0].whole == term && statistics.linesWithTerm[$0] > 0 }
    }

    /// The best passages, best first.
    ///
    /// Equally good ones come in the order of path and line. Passages do not overlap, and of passages with the same text there
    /// is one.
    ///
    /// - Parameter maximumBytes: The longest text of a passage; a longer one is quoted around its first match.
    /// - Throws: `CancellationError`.
    func best(_ limit: Int, maximumBytes: Int = 2000) throws -> [Passage] {
        let scorer = PassageScorer(query: query, statistics: statistics, weights: weights)
        var found: [Passage] = []
        for text in texts {
            try Task.checkCancellation()
            let text = OutlinedText(text, query: query, weights: weights)
            found += best(of: text, scorer, limit: limit).map { passage($0, of: text, maximumBytes) }
        }
        found.sort { left, right in
            (right.score, left.path, left.startLine) < (left.score, right.path, right.startLine)
        }
        var texts: Set<String> = []
        return Array(found.filter { texts.insert($0.text).inserted }.prefix(limit))
    }

    private struct Candidate {
        var window: ClosedRange<Int>
        var score: PassageScorer.Score
    }

    private func best(of text: OutlinedText, _ scorer: PassageScorer, limit: Int) -> [Candidate] {
        var candidates = WindowFinder(text).windows.map { Candidate(window: $0, score: scorer.score($0, in: text)) }
        candidates.removeAll { $0.score.value <= 0 }
        candidates.sort { left, right in
            (right.score.value, left.window.lowerBound, left.window.upperBound)
                < (left.score.value, right.window.lowerBound, right.window.upperBound)
        }
        var chosen: [Candidate] = []
        for candidate in candidates where chosen.count < limit {
            if chosen.allSatisfy({ !$0.window.overlaps(candidate.window) }) { chosen.append(candidate) }
        }
        return chosen
    }

    private func passage(_ candidate: Candidate, of text: OutlinedText, _ maximumBytes: Int) -> Passage {
        let window = candidate.window
        let terms = Set(text.text.hits(in: window).map(\.term))
        return Passage(
            path: text.text.path, startLine: window.lowerBound + 1, endLine: window.upperBound + 1,
            context: text.outline.ancestors(of: window.lowerBound).suffix(Self.longestContext).map(text.text.title),
            score: candidate.score.value, coverage: candidate.score.coverage,
            text: text.text.quote(window, upTo: maximumBytes),
            matched: query.terms.indices.filter(terms.contains).map { query.terms[$0].text })
    }
}
