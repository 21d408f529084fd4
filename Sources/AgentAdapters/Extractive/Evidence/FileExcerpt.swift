internal import AgentPrimitives

/// What `fs.read` returned.
struct FileExcerpt: Sendable {
    var path: String
    /// From 1.
    var startLine: Int
    var lines: [String]
    /// `nil` when the tool does not say.
    var totalLines: Int?

    /// Reads the tool's answer; `nil` when it is not of that shape.
    init?(_ content: String) {
        guard let json = try? JSONValue(parsing: content), let path = json["path"]?.stringValue,
            let text = json["text"]?.stringValue
        else { return nil }
        self.path = path
        startLine = json["start_line"]?.intValue ?? 1
        lines = text.lines()
        totalLines = json["total_lines"]?.intValue
    }

    /// The beginning of the first paragraph of prose, after titles, badges, comments and settings.
    var firstParagraph: Quote? {
        let isProse = { (index: Int) in
            guard let first = lines[index].trimmingSpace().first else { return false }
            return (first.isLetter || "*_`\"'".contains(first)) && !isTitle(index)
        }
        guard let first = lines.indices.dropFirst(settingsCount).first(where: isProse) else { return nil }
        let paragraph = lines[first...].prefix { !$0.trimmingSpace().isEmpty }
        return Quote(path: path, startLine: startLine + first, lines: Array(paragraph.prefix(Quote.mostLines)))
    }

    /// The number of lines of settings between two lines of dashes at the file's start.
    private var settingsCount: Int {
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else { return 0 }
        return end + 1
    }

    /// Whether the line is underlined by the next one.
    private func isTitle(_ index: Int) -> Bool {
        guard index + 1 < lines.count else { return false }
        let underline = lines[index + 1]
        return underline.utf8.count > 2 && underline.allSatisfy { "=-~".contains($0) }
    }
}
