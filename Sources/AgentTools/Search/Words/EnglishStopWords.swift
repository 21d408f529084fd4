/// Words that say little about what a question is after.
enum EnglishStopWords {
    /// Words that are left out of a query, unless it has no others.
    static let all: Set<String> = [
        "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because",
        "been", "before", "being", "but", "by", "can", "could", "did", "do", "does", "doing", "done", "each", "either",
        "else", "ever", "every", "explain", "for", "from", "get", "give", "had", "has", "have", "having", "he", "hello",
        "her", "here", "hi", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "know", "let", "like",
        "ll", "long", "many", "may", "me", "might", "more", "most", "much", "must", "my", "need", "no", "nor", "not",
        "of", "off", "often", "on", "or", "our", "out", "please", "re", "s", "say", "says", "shall", "she", "should",
        "show", "so", "some", "such", "t", "tell", "than", "that", "the", "their", "them", "then", "there", "these",
        "they", "this", "those", "to", "too", "up", "us", "ve", "very", "want", "was", "way", "we", "were", "what",
        "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "would", "you",
        "your",
    ]

    /// Words that count, but for less: every document uses them.
    static let weak: Set<String> = [
        "call", "called", "describe", "described", "document", "documents", "documentation", "exist", "exists", "file",
        "files", "first", "found", "go", "happen", "happens", "have", "kind", "list", "make", "mean", "means",
        "mention", "mentioned", "name", "named", "new", "number", "one", "possible", "set", "stand", "stands", "thing",
        "things", "two", "type", "use", "used", "uses", "using", "work", "works",
    ]
}
