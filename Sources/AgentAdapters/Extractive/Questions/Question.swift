/// A user's question, cut into what the planner looks at.
struct Question: Sendable {
    /// What is looked at; the two ends of a long text.
    let text: String
    /// All words in lower case.
    let words: [String]
    /// The words that say what the question is about, each once, in order.
    let contentWords: [String]
    /// Those of them that are written like names: with a capital inside a sentence, or with a digit or `_`.
    let names: Set<String>
    /// What looks like a file's path, as written.
    let paths: [String]

    /// Of a long prompt the middle is material; what is asked stands at the beginning or at the end.
    private static let longestEnd = 2048

    init(_ prompt: String) {
        let isLong = prompt.utf8.count > 2 * Self.longestEnd
        let ends = isLong ? "\(prompt.prefix(Self.longestEnd)) \(prompt.suffix(Self.longestEnd))" : prompt
        text = ends.trimmingSpace()
        words = EnglishWords.words(of: text)
        var seen: Set<String> = []
        contentWords = words.filter { word in
            !EnglishWords.stopWords.contains(word) && seen.insert(EnglishWords.stem(word)).inserted
        }
        names = Self.names(in: text)
        paths = Self.paths(in: text)
    }

    /// Whether these words stand side by side somewhere in the question.
    func contains(_ phrase: [String]) -> Bool {
        guard phrase.count <= words.count else { return false }
        return (0...(words.count - phrase.count)).contains { start in
            words[start..<(start + phrase.count)].elementsEqual(phrase)
        }
    }

    /// The content words without some others.
    func contentWords(without others: Set<String>) -> [String] {
        let known = Set(others.map(EnglishWords.stem))
        return contentWords.filter { !known.contains(EnglishWords.stem($0)) }
    }

    private static func names(in text: String) -> Set<String> {
        var names: Set<String> = []
        var startsSentence = true
        for word in text.split(whereSeparator: \.isWhitespace) {
            let core = word.drop { !$0.isLetter && !$0.isNumber }
            let isCapitalized =
                core.first?.isUppercase == true && (!startsSentence || core.dropFirst().contains(where: \.isUppercase))
            if isCapitalized || core.contains(where: { $0.isNumber || $0 == "_" }) {
                names.formUnion(EnglishWords.words(of: core))
            }
            startsSentence = word.last.map { ".?!:".contains($0) } ?? false
        }
        return names
    }

    /// Words with a slash, or with a short ending of letters such as `.md`.
    private static func paths(in text: String) -> [String] {
        text.split { $0.isWhitespace || "\"'`,;()<>".contains($0) }.map { word in
            var path = word
            while let last = path.last, "?.!:".contains(last) { path = path.dropLast() }
            return String(path)
        }.filter { word in
            guard word.contains(where: \.isLetter), !word.contains("://") else { return false }
            let ending = word.split(separator: ".", omittingEmptySubsequences: false).last.map(String.init) ?? ""
            let hasEnding = word.contains(".") && (1...8).contains(ending.count) && ending.allSatisfy(\.isLetter)
            return word.contains("/") && word.count > 1 || hasEnding && word.first?.isNumber == false && ending != word
        }
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    func trimmingSpace() -> String {
        let start = drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }
}
