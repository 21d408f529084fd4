/// The little English that the extractive model knows: words that carry no content, and one form for the forms of a word.
enum EnglishWords {
    /// The words of a text in lower case: runs of letters, digits and `_`.
    static func words(of text: some StringProtocol) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    }

    /// The words that are put together out of others, such as `SQLiteEventLog` and `max_tokens`, in lower case.
    static func identifiers(in text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.filter { word in
            word.contains("_") || word.dropFirst().contains(where: \.isUppercase) && word.contains(where: \.isLowercase)
        }.map { $0.lowercased() }
    }

    /// A form that a word shares with its plural and with its verb forms.
    static func stem(_ word: String) -> String {
        guard word.utf8.count > 3, word.utf8.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) else {
            return word
        }
        for (suffix, replacement, shortest) in suffixes where word.hasSuffix(suffix) {
            guard word.utf8.count - suffix.utf8.count >= shortest else { continue }
            let base = word.dropLast(suffix.utf8.count) + replacement
            return String(undoubled(base))
        }
        return word.hasSuffix("e") ? String(word.dropLast()) : word
    }

    /// Longest first; what must be left over is long enough not to be a word of its own by accident.
    private static let suffixes: [(suffix: String, replacement: String, shortest: Int)] = [
        ("ations", "", 3), ("ation", "", 3), ("ments", "", 3), ("ment", "", 3), ("ness", "", 3), ("ings", "", 3),
        ("ions", "", 3), ("ing", "", 3), ("ion", "", 3), ("ies", "y", 2), ("ied", "y", 2), ("ers", "", 3),
        ("ed", "", 3),
        ("er", "", 4), ("ss", "ss", 1), ("us", "us", 1), ("is", "is", 1), ("es", "", 3), ("ly", "", 4), ("s", "", 3),
    ]

    /// `stopp` from `stopped` becomes `stop`; `pass` and `call` stay.
    private static func undoubled(_ word: Substring) -> Substring {
        let tail = word.suffix(2)
        guard tail.count == 2, tail.first == tail.last, !"lsz".contains(tail.last ?? "l") else {
            return word.hasSuffix("e") ? word.dropLast() : word
        }
        return word.dropLast()
    }

    /// Words that do not say what a question is about.
    static let stopWords: Set<String> = [
        "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "anything", "are", "as", "at", "be",
        "because", "been", "before", "being", "between", "but", "by", "can", "could", "did", "do", "document",
        "documents",
        "does", "doing", "done", "during", "each", "else", "explain", "every", "exactly", "for", "from", "get", "give",
        "given", "had", "happen", "happens", "has", "have", "he", "hello", "her", "here", "hi", "his", "how", "i", "if",
        "in",
        "into", "is", "it", "its", "just", "kind", "know", "let", "like", "ll", "many", "may", "me", "mean", "means",
        "might",
        "more", "most", "much", "must", "my", "need", "needs", "no", "not", "of", "off", "on", "once", "one", "only",
        "or",
        "other", "our", "out", "please", "re", "s", "same", "say", "says", "said", "shall", "she", "should", "show",
        "so",
        "some", "such", "t", "tell", "than", "thank", "thanks", "that", "the", "their", "them", "then", "there",
        "these",
        "they", "thing", "things", "this", "those", "to", "too", "under", "up", "us", "use", "used", "uses", "using",
        "ve",
        "very", "via", "want", "was", "way", "we", "well", "were", "what", "when", "where", "whether", "which", "while",
        "who", "whom", "whose", "why", "will", "with", "within", "would", "you", "your",
    ]

    /// Words that say little about a question's subject, though they are part of it.
    static let weakWords: Set<String> = [
        "call", "called", "default", "describe", "described", "different", "example", "exist", "exists", "file",
        "files",
        "first", "go", "handle", "handled", "list", "make", "makes", "mention", "mentioned", "mentions", "name",
        "named",
        "new", "number", "possible", "project", "set", "start", "support", "supported", "supports", "two", "type",
        "types",
        "work", "working", "works",
    ]

    /// Words that point back to what was said before.
    static let pronouns: Set<String> = [
        "it", "its", "they", "them", "their", "that", "this", "those", "these", "he", "she", "him", "her",
    ]
}
