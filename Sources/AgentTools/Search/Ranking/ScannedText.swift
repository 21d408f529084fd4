/// A text with the places at which it matches a query.
struct ScannedText {
    /// One word that matches.
    struct Hit {
        var line: Int
        /// Where the word starts.
        var offset: Int
        /// The word's number within the text.
        var ordinal: Int
        var term: Int
        /// How well it matches, up to 1.
        var closeness: Double
    }

    /// Where the file is, from the workspace's root.
    let path: String
    let format: TextFormat
    /// The text as it is read and quoted; of HTML without the tags.
    let bytes: [UInt8]
    let lines: [Range<Int>]
    /// Whether there are more lines than are looked at.
    let isCut: Bool
    /// Simple words in each line.
    private(set) var wordCounts: [Int] = []
    /// In the order of the text.
    private(set) var hits: [Hit] = []
    /// For each line the place of its first hit; one more entry at the end.
    private var firstHits: [Int] = []

    /// A line costs some hundred bytes of memory while its file is ranked; this holds a file of empty lines in check.
    static let maximumLines = 500_000

    /// A part of an identifier is a weaker match than a word of its own.
    private static let fragmentCloseness = 0.85

    init(path: String, bytes: [UInt8], query: SearchQuery) {
        self.path = path
        self.bytes = TextFormat.isHTML(path: path) ? HTMLText.text(of: bytes) : bytes
        format = TextFormat(path: path, bytes: bytes)
        lines = self.bytes.lineRanges(limit: Self.maximumLines)
        isCut = (lines.last?.upperBound ?? 0) + 1 < self.bytes.count
        wordCounts.reserveCapacity(lines.count)
        firstHits.reserveCapacity(lines.count + 1)
        scan(for: query)
    }

    private mutating func scan(for query: SearchQuery) {
        let scanner = WordScanner(bytes)
        var ordinal = 0
        for (line, range) in lines.enumerated() {
            firstHits.append(hits.count)
            let count = scanner.scan(range) { word in
                guard let entry = query.table.entry(for: word, in: bytes) else { return }
                hits.append(
                    Hit(
                        line: line, offset: word.range.lowerBound, ordinal: ordinal + word.ordinal, term: entry.term,
                        closeness: entry.closeness * (word.isFragment ? Self.fragmentCloseness : 1)))
            }
            wordCounts.append(count)
            ordinal += count
        }
        firstHits.append(hits.count)
    }

    /// The hits in a line.
    func hits(inLine line: Int) -> ArraySlice<Hit> {
        hits[firstHits[line]..<firstHits[line + 1]]
    }

    /// The hits in some lines.
    func hits(in lines: ClosedRange<Int>) -> ArraySlice<Hit> {
        hits[firstHits[lines.lowerBound]..<firstHits[lines.upperBound + 1]]
    }

    /// What a line looks like by itself.
    func shape(ofLine line: Int) -> LineShape {
        LineShape(bytes[lines[line]])
    }

    /// Whether it is written for people rather than for programs.
    var isProse: Bool {
        switch format {
        case .markdown, .plain, .table: true
        case .source, .data: false
        }
    }

    /// A history of changes or a legal text mentions everything and explains nothing.
    var isSideDocument: Bool {
        let name = (path.split(separator: "/").last ?? "").lowercased()
        return Self.sideDocuments.contains { name.hasPrefix($0) }
    }

    /// A test repeats the words of what it tests, often many times.
    var isTest: Bool {
        format == .source
            && path.lowercased().split { "/._-".contains($0) }.contains { $0.hasPrefix("test") || $0 == "spec" }
    }

    private static let sideDocuments = [
        "changelog", "changes", "news", "history", "release", "license", "licence", "copying", "copyright", "notice",
        "authors", "contributors",
    ]
}
