/// A question in the form in which texts are matched against it.
struct SearchQuery {
    /// What is asked for; a text that has more of it, and the rarer parts, ranks higher.
    private(set) var terms: [SearchTerm] = []
    /// Pairs of terms that the question has side by side, stop words aside.
    private(set) var neighbours: [(first: Int, second: Int)] = []
    /// Finds the terms in a text.
    private(set) var table = TermTable()
    /// The term of which the question asks how many there are.
    private(set) var counted: Int?
    /// What the answer is likely to hold.
    let answerKind: AnswerKind
    /// Whether it asks what something is or does, so that texts which open with that thing are meant.
    let asksForDefinition: Bool

    /// The question as it was put, if it is one; a text that merely repeats it holds no answer.
    let question: String?

    /// The most words of a query; what follows is left out.
    static let maximumWords = 64

    init(_ text: String) {
        let words = QueryWord.words(of: text, limit: Self.maximumWords)
        let plain = words.filter { !$0.isCompound }.map(\.text)
        answerKind = AnswerKind(words: plain)
        asksForDefinition = Self.asksForDefinition(plain)
        question = text.hasSuffix("?") && plain.count > 2 ? text : nil
        let informative = words.filter { $0.isCompound || !EnglishStopWords.all.contains($0.text) }
        addTerms(informative.isEmpty ? words : informative)
        addMeasure(plain)
        addOtherForms()
    }

    private static func asksForDefinition(_ words: [String]) -> Bool {
        guard let first = words.first, ["what", "who", "define", "describe", "explain"].contains(first) else {
            return false
        }
        let subjects = words.filter { !EnglishStopWords.all.contains($0) && !EnglishStopWords.weak.contains($0) }
        let second = words.dropFirst().first ?? ""
        return subjects.count <= 4 && (first != "what" || ["is", "are", "does", "do", "was", "s"].contains(second))
    }

    // MARK: Terms

    private mutating func addTerms(_ words: [QueryWord]) {
        var known: [[UInt8]: Int] = [:]
        let compounds = words.filter(\.isCompound).map { word in
            (range: word.range, term: addTerm(word, whole: nil, &known))
        }
        var previous: (term: Int, whole: Int?)?
        for word in words where !word.isCompound {
            let whole = compounds.last { $0.range.contains(word.range.lowerBound) }?.term
            if whole != nil, word.text.utf8.count == 1 { continue }
            let term = addTerm(word, whole: whole, &known)
            if let previous, previous.term != term, whole == nil || previous.whole != whole {
                neighbours.append((previous.term, term))
            }
            previous = (term, whole)
        }
    }

    /// Adds a term, or finds the one of the same stem.
    private mutating func addTerm(_ word: QueryWord, whole: Int?, _ known: inout [[UInt8]: Int]) -> Int {
        let key = Array(word.text.utf8)
        let stem = word.isCompound ? key : EnglishStemmer.stem(key)
        if let term = known[stem] { return term }
        let term = terms.count
        known[stem] = term
        let isWeak = !word.isCompound && EnglishStopWords.weak.contains(word.text)
        terms.append(SearchTerm(text: word.text, weight: isWeak ? 0.4 : 1, whole: whole))
        table.add(key, for: TermTable.Entry(term: term, closeness: 1))
        if !word.isCompound { table.add(stem: stem, for: TermTable.Entry(term: term, closeness: 0.9)) }
        return term
    }

    /// `how many files` counts files; `how fast` asks for a speed, `how often` for an interval.
    private mutating func addMeasure(_ words: [String]) {
        guard let how = words.firstIndex(of: "how"), how + 1 < words.count else { return }
        let measure = words[how + 1]
        if measure == "many", how + 2 < words.count {
            counted = terms.firstIndex { $0.text == words[how + 2] }
        }
        guard let nouns = Vocabulary.nounsByMeasure[measure], let noun = nouns.first else { return }
        let known = terms.firstIndex { $0.text == measure }
        if known == nil { terms.append(SearchTerm(text: noun, weight: 0.5)) }
        for noun in nouns {
            let entry = TermTable.Entry(term: known ?? terms.count - 1, closeness: 0.8)
            table.add(stem: EnglishStemmer.stem(Array(noun.utf8)), for: entry)
        }
    }

    private mutating func addOtherForms() {
        for (index, term) in terms.enumerated() {
            for form in Vocabulary.irregularForms(of: term.text) {
                table.add(Array(form.utf8), for: TermTable.Entry(term: index, closeness: 0.9))
            }
            for synonym in Vocabulary.synonyms(of: term.text) {
                let stem = EnglishStemmer.stem(Array(synonym.utf8))
                table.add(stem: stem, for: TermTable.Entry(term: index, closeness: 0.6))
            }
        }
    }
}
