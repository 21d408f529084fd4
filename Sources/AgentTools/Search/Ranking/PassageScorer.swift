/// Scores windows of lines against a query.
///
/// BM25 over the window's own words and those that it takes over from its headings, its table's header and its file's name.
/// Passages are so short that without these a row such as `| 0 | 4 | magic |` would not know what it is about. On top
/// come bonuses for the order of the words, and factors for the shape of the passage.
struct PassageScorer {
    /// A window's score and how much of the query it covers.
    struct Score {
        var value: Double
        /// From 0 to 1.
        var coverage: Double
    }

    private let query: SearchQuery
    private let weights: RankingWeights
    private let averageLength: Double
    /// Weight times rarity, by term.
    private let values: [Double]
    private let totalValue: Double

    /// Lines that are one word long would make every sentence look long.
    private static let shortestAverage = 12.0
    /// From here on a compound counts as found, and stands for its parts.
    private static let foundFrequency = 0.3

    init(query: SearchQuery, statistics: CorpusStatistics, weights: RankingWeights) {
        self.query = query
        self.weights = weights
        averageLength = max(statistics.averageLineLength, Self.shortestAverage)
        values = query.terms.indices.map { Self.value(of: $0, query, statistics, weights) }
        totalValue = max(values.reduce(0, +), .leastNormalMagnitude)
    }

    /// Where nobody writes a compound as the question does, its parts are all there is to go by.
    private static func value(
        of term: Int, _ query: SearchQuery, _ statistics: CorpusStatistics, _ weights: RankingWeights
    ) -> Double {
        let isUnknown = statistics.linesWithTerm[term] == 0
        if isUnknown, query.terms.contains(where: { $0.whole == term }) { return 0 }
        let isPart = query.terms[term].whole.map { statistics.linesWithTerm[$0] > 0 } ?? false
        return query.terms[term].weight * statistics.rarity(of: term) * (isPart ? weights.part : 1)
    }

    /// How well a window fits.
    func score(_ window: ClosedRange<Int>, in text: OutlinedText) -> Score {
        let hits = text.text.hits(in: window)
        var frequencies = text.inheritance.topic(of: window)
        for hit in hits { frequencies[hit.term] += hit.closeness }
        let near = text.inheritance.vicinity(of: window)
        let norm = lengthNorm(of: window, in: text)

        var sum = 0.0
        var covered = 0.0
        for (term, frequency) in frequencies.enumerated() {
            if let whole = query.terms[term].whole, frequencies[whole] > Self.foundFrequency {
                covered += values[term]
                continue
            }
            let credit = frequency * (weights.saturation + 1) / (frequency + weights.saturation * norm)
            sum += values[term] * max(credit, near[term])
            covered += values[term] * max(min(1, frequency), near[term])
        }
        let coverage = covered / totalValue
        guard sum > 0 else { return Score(value: 0, coverage: coverage) }
        sum *= 1 - weights.coverage + weights.coverage * coverage
        sum += adjacency(in: hits) + opening(of: window, in: text)
        // Only what covers the whole question can repeat it, which spares the others the comparison.
        let isEcho = coverage > 0.9 && text.echoes(query.question, in: window)
        let factor = shape(of: window, in: text) * (isEcho ? weights.echo : 1)
        return Score(value: sum * factor, coverage: coverage)
    }

    private func lengthNorm(of window: ClosedRange<Int>, in text: OutlinedText) -> Double {
        let length = Double(text.text.wordCounts[window].reduce(0, +))
        return 1 + weights.lengthNormalization * (length / averageLength - 1)
    }

    // MARK: Bonuses

    /// Looks at each word's nearest predecessor only, which finds the closest pairs in one pass.
    private func adjacency(in hits: ArraySlice<ScannedText.Hit>) -> Double {
        var best = [Double](repeating: 0, count: query.neighbours.count)
        var last = [Int?](repeating: nil, count: values.count)
        for hit in hits {
            for (index, pair) in query.neighbours.enumerated() where pair.first == hit.term || pair.second == hit.term {
                let isForward = pair.second == hit.term
                guard let previous = last[isForward ? pair.first : pair.second] else { continue }
                let distance = hit.ordinal - previous
                guard (1...4).contains(distance) else { continue }
                best[index] = max(best[index], (isForward ? 1 : 0.5) / Double(distance))
            }
            last[hit.term] = hit.ordinal
        }
        return zip(query.neighbours, best).reduce(0) { sum, pair in
            sum + weights.adjacency * pair.1 * min(values[pair.0.first], values[pair.0.second])
        }
    }

    private func opening(of window: ClosedRange<Int>, in text: OutlinedText) -> Double {
        let line = text.outline.lines[window.lowerBound]
        // Six columns leave room for a bullet, a pipe or a quotation mark.
        guard let hit = text.text.hits(inLine: window.lowerBound).first,
            hit.offset - line.range.lowerBound <= line.indent + 6
        else { return 0 }
        return values[hit.term] * (query.asksForDefinition ? weights.definitionOpening : weights.opening)
    }

    // MARK: Shape

    private func shape(of window: ClosedRange<Int>, in text: OutlinedText) -> Double {
        var factor = 1.0
        if text.startsSentence(window.lowerBound) { factor += weights.alignment }
        if text.endsSentence(window.upperBound) { factor += weights.alignment }
        switch text.quantities.best(in: window) {
        case .nothing: break
        case .number: factor += weights.number
        case .quantity: factor += weights.quantity
        case .count: factor += weights.count
        }
        if text.isLead(window) { factor += query.asksForDefinition ? weights.definitionLead : weights.lead }
        if text.text.hits(in: window).isEmpty { factor *= weights.borrowed }
        if text.isBareHeading(window) { factor *= weights.bareHeading }
        if text.text.isSideDocument { factor *= weights.sideDocument }
        if text.text.isTest { factor *= weights.test }
        return factor * genre(of: window, in: text)
    }

    private func genre(of window: ClosedRange<Int>, in text: OutlinedText) -> Double {
        switch (text.text.format, text.kind(ofLine: window.lowerBound)) {
        case (.source, .text): weights.comment
        case (.source, _): weights.source
        case (.data, _): weights.data
        case (_, .code): weights.code
        case (_, .reference): weights.reference
        case (.markdown, _), (.plain, _), (.table, _): 1
        }
    }
}
