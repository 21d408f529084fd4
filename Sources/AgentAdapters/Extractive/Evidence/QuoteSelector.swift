/// Picks what to quote: the best passages that truly bear on a question.
///
/// A search ranks, but it ranks something first even when nothing fits. So a passage must cover enough of the question's
/// content words; names among them weigh more, because no other word can stand for a name.
struct QuoteSelector: Sendable {
    /// When a passage is good enough.
    struct Thresholds: Sendable {
        /// Share of the question's content words that a quote covers, by weight.
        var coverage = 0.55
        /// Score of a further quote, relative to the first.
        var relativeScore = 0.6
        var mostQuotes = 3
    }

    private static let weightOfNames = 2.0
    private static let weightOfWeakWords = 0.4

    /// A word of the question.
    private struct Term {
        var stem: String
        var weight: Double
    }

    private let question: Question
    private let terms: [Term]
    private let thresholds: Thresholds

    init(_ query: String, thresholds: Thresholds = Thresholds()) {
        question = Question(query)
        terms = question.contentWords.map { [names = question.names] word in
            let isWeak = EnglishWords.weakWords.contains(word)
            return Term(
                stem: EnglishWords.stem(word),
                weight: names.contains(word) ? Self.weightOfNames : isWeak ? Self.weightOfWeakWords : 1)
        }
        self.thresholds = thresholds
    }

    /// The words that were looked for.
    var words: [String] { question.contentWords }

    /// The quotes, best first; empty when nothing fits.
    func quotes(from report: SearchReport) -> [Quote] {
        let fitting = narrowed(report.passages).filter { coverage(of: $0) >= thresholds.coverage }
        var quotes: [Quote] = []
        for passage in fitting where quotes.count < thresholds.mostQuotes {
            guard passage.score >= fitting[0].score * thresholds.relativeScore else { break }
            let quote = quote(passage)
            if !quotes.contains(where: quote.overlaps) { quotes.append(quote) }
        }
        return quotes
    }

    /// The passages of the file that the question names, if it names one that was found.
    private func narrowed(_ passages: [SearchReport.Passage]) -> [SearchReport.Passage] {
        let named = passages.filter { passage in
            question.paths.contains { passage.path == $0 || passage.path.hasSuffix("/\($0)") }
        }
        return named.isEmpty ? passages : named
    }

    /// The share of the question's words that a passage holds, its path and its headings included.
    private func coverage(of passage: SearchReport.Passage) -> Double {
        let text = ([passage.path, passage.heading] + passage.lines).joined(separator: "\n")
        let words = Set(EnglishWords.words(of: text).map(EnglishWords.stem)).union(
            passage.matched.map(EnglishWords.stem))
        let identifiers = EnglishWords.identifiers(in: text)
        let covered = terms.filter { term in
            words.contains(term.stem) || identifiers.contains { $0.contains(term.stem) }
        }
        let total = terms.reduce(0) { $0 + $1.weight }
        return total > 0 ? covered.reduce(0) { $0 + $1.weight } / total : 0
    }

    /// The passage without blank lines at its ends; of a longer one the three lines that hold most of the question.
    private func quote(_ passage: SearchReport.Passage) -> Quote {
        var start = 0
        var end = passage.lines.count
        while start < end - 1, passage.lines[start].trimmingSpace().isEmpty { start += 1 }
        while end > start + 1, passage.lines[end - 1].trimmingSpace().isEmpty { end -= 1 }
        if end - start > Quote.mostLines {
            let wanted = Set(terms.map(\.stem))
            let scores = (start...(end - Quote.mostLines)).map { first in
                let window = passage.lines[first..<(first + Quote.mostLines)].joined(separator: " ")
                return Set(EnglishWords.words(of: window).map(EnglishWords.stem)).intersection(wanted).count
            }
            let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
            start += best
            end = start + Quote.mostLines
        }
        return Quote(path: passage.path, startLine: passage.startLine + start, lines: Array(passage.lines[start..<end]))
    }
}
