/// Cuts an answer into the pieces in which it is streamed.
enum ExtractiveText {
    /// Paragraphs, each a list of lines with their ends; joined they are the text, or its beginning up to a limit in bytes.
    static func pieces(of text: String, upTo limit: Int) -> (paragraphs: [[String]], isCut: Bool) {
        var paragraphs: [[String]] = []
        var left = limit
        var isNewParagraph = true
        for line in linesWithEnds(of: text) {
            let kept = line.utf8.count <= left ? line : prefix(of: line, bytes: left)
            if !kept.isEmpty {
                if isNewParagraph { paragraphs.append([]) }
                paragraphs[paragraphs.count - 1].append(kept)
            }
            isNewParagraph = line == "\n"
            left -= kept.utf8.count
            if kept.utf8.count < line.utf8.count { return (paragraphs, true) }
        }
        return (paragraphs, false)
    }

    private static func linesWithEnds(of text: String) -> [String] {
        var lines: [String] = []
        var rest = Substring(text)
        while let end = rest.firstIndex(of: "\n") {
            let next = rest.index(after: end)
            lines.append(String(rest[..<next]))
            rest = rest[next...]
        }
        if !rest.isEmpty { lines.append(String(rest)) }
        return lines
    }

    /// As many whole characters as fit.
    private static func prefix(of line: String, bytes limit: Int) -> String {
        var kept = ""
        var count = 0
        for character in line {
            count += character.utf8.count
            guard count <= limit else { break }
            kept.append(character)
        }
        return kept
    }
}
