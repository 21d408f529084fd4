/// One thing that a question wants done.
enum Intent: Hashable, Sendable {
    case compute(ArithmeticFinder.Finding)
    case tellTime
    case list(folder: String?)
    case read(path: String)
    /// Quote how a file begins.
    case summarize(path: String)
    /// Find passages for a query; in one file, where the question names it.
    case search(query: String, path: String? = nil)

    private static let mostComputations = 4
    /// Words that belong to a wish for computing, so that they are not looked for in documents.
    private static let computingWords: Set<String> = [
        "calculate", "compute", "evaluate", "solve", "work", "result", "value", "sum", "total", "equal", "equals",
        "answer",
        "math", "round", "rounded", "decimal", "decimals", "place", "places", "percent", "number", "make", "follow",
        "following", "expression", "difference", "product", "times",
    ]

    /// What a question wants, in the order in which it is answered.
    ///
    /// - Parameter previous: The question before this one, for what "it" may mean.
    static func all(in prompt: String, after previous: String?) -> [Intent] {
        let question = Question(prompt)
        if let request = FileRequest.recognize(question) {
            switch request {
            case .list(let folder): return [.list(folder: folder)]
            case .read(let path): return [.read(path: path)]
            case .summarize(let path): return [.summarize(path: path ?? "README.md")]
            }
        }
        let (findings, text) = ArithmeticFinder.find(in: question.text)
        let remainder = Question(text)
        var intents = findings.prefix(mostComputations).map(Intent.compute)
        var consumed = findings.isEmpty ? [] : computingWords
        if ClockQuestion.matches(remainder) {
            intents.append(.tellTime)
            consumed.formUnion(ClockQuestion.vocabulary)
        }
        let rest = remainder.contentWords(without: consumed)
        if intents.isEmpty || rest.count > 1 {
            let file = question.paths.count == 1 ? question.paths.first { FileRequest.looksLikeFile($0) } : nil
            intents.append(.search(query: query(for: remainder, after: previous.map(Question.init)), path: file))
        }
        return intents
    }

    /// The question itself, with what the one before was about where it cannot be understood without.
    private static func query(for question: Question, after previous: Question?) -> String {
        guard let previous, !previous.contentWords.isEmpty else { return question.text }
        let pointsBack =
            question.words.contains(where: EnglishWords.pronouns.contains) || question.words.first == "and"
            || question.contains(["what", "about"])
        let isShort = question.contentWords.isEmpty || pointsBack && question.contentWords.count <= 2
        return isShort ? "\(question.text) \(previous.contentWords.joined(separator: " "))" : question.text
    }
}
