internal import AgentPrimitives

/// What `fs.search` found.
struct SearchReport: Sendable {
    /// Some lines of a file that fit the query.
    struct Passage: Sendable {
        var path: String
        /// From 1.
        var startLine: Int
        var lines: [String]
        /// The headings above it.
        var heading: String
        var score: Double
        /// The query's words that it holds, by the tool's own judgement.
        var matched: [String]
    }

    /// Best first.
    var passages: [Passage]
    /// `nil` when the tool does not say.
    var filesSearched: Int?
    /// Whether a limit kept something from being searched.
    var isTruncated: Bool

    /// Reads the tool's answer; `nil` when it is not of that shape.
    init?(_ content: String) {
        guard let json = try? JSONValue(parsing: content), let passages = json["passages"]?.arrayValue else {
            return nil
        }
        self.passages = passages.compactMap(Self.passage)
        filesSearched = json["files_searched"]?.intValue
        isTruncated = json["truncated"]?.boolValue ?? false
    }

    private static func passage(_ json: JSONValue) -> Passage? {
        guard let path = json["path"]?.stringValue, let startLine = json["start_line"]?.intValue,
            let text = json["text"]?.stringValue
        else { return nil }
        let headings = json["heading"]?.arrayValue ?? json["headings"]?.arrayValue ?? []
        return Passage(
            path: path, startLine: startLine, lines: text.lines(),
            heading: json["heading"]?.stringValue ?? headings.compactMap(\.stringValue).joined(separator: " "),
            score: json["score"]?.doubleValue ?? 0,
            matched: json["matched"]?.arrayValue?.compactMap { $0.stringValue?.lowercased() } ?? [])
    }
}

extension String {
    /// The lines without their ends; an end after the last line begins no further one.
    func lines() -> [String] {
        var lines = split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
        if lines.count > 1, lines.last == "" { lines.removeLast() }
        return lines
    }
}
