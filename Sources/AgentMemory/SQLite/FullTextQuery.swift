/// What a person typed, as an FTS5 query that finds the rows with any of its words.
///
/// Nothing of the text reaches SQLite as syntax: each word stands in quotes, so that operators, column names and brackets
/// are words like others.
struct FullTextQuery: Hashable, Sendable {
    /// The query for `MATCH`.
    let expression: String

    /// Takes the first `wordLimit` different words of a text; fails for a text without letters and digits.
    init?(_ text: String, wordLimit: Int = 64) {
        var words: [String] = []
        var seen: Set<String> = []
        var word = ""
        for scalar in text.lowercased().unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else if !word.isEmpty {
                if seen.insert(word).inserted { words.append(word) }
                word = ""
            }
        }
        if !word.isEmpty, seen.insert(word).inserted { words.append(word) }
        guard !words.isEmpty else { return nil }
        expression = words.prefix(wordLimit).map { "\"\($0)\"" }.joined(separator: " OR ")
    }
}
