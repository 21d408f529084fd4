/// A word of a question.
struct QueryWord {
    /// Folded.
    var text: String
    var range: Range<Int>
    /// Whether it is a whole identifier, whose parts are words as well.
    var isCompound: Bool

    /// The words of a question in order; of a compound the parts come first.
    static func words(of text: String, limit: Int) -> [QueryWord] {
        let bytes = Array(text.utf8)
        var words: [QueryWord] = []
        _ = WordScanner(bytes).scan(0..<bytes.count) { word in
            let key = WordKey.make(bytes[word.range], isCompound: word.isCompound)
            guard !key.isEmpty, words.count < limit else { return }
            words.append(
                QueryWord(text: String(decoding: key, as: UTF8.self), range: word.range, isCompound: word.isCompound))
        }
        return words
    }
}
