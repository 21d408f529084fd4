/// Shortens a very long line to the sentences that hold most of what is asked for.
struct LineFocus: Sendable {
    private let stems: Set<String>

    /// Characters of a line that is shown whole.
    private static let longestLine = 600

    init(on words: [String]) {
        stems = Set(words.map(EnglishWords.stem))
    }

    /// The line, or its best sentences with `…` for what is left out.
    func shorten(_ line: String) -> String {
        guard line.count > Self.longestLine else { return line }
        let sentences = Self.sentences(of: line)
        let scores = sentences.map { Set(EnglishWords.words(of: $0).map(EnglishWords.stem)).intersection(stems).count }
        let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
        var range = best..<(best + 1)
        var length = sentences[best].count
        // Grows on both sides in turn; what follows explains more than what precedes.
        while true {
            if range.upperBound < sentences.count, length + sentences[range.upperBound].count <= Self.longestLine {
                length += sentences[range.upperBound].count
                range = range.lowerBound..<(range.upperBound + 1)
            } else if range.lowerBound > 0, length + sentences[range.lowerBound - 1].count <= Self.longestLine {
                length += sentences[range.lowerBound - 1].count
                range = (range.lowerBound - 1)..<range.upperBound
            } else {
                break
            }
        }
        let text = sentences[range].joined().trimmingSpace()
        let start = range.lowerBound > 0 ? "… " : ""
        let isCut = range.upperBound < sentences.count || text.count > Self.longestLine
        return start + text.prefix(Self.longestLine) + (isCut ? " …" : "")
    }

    /// The text cut behind each sentence end that a blank follows; joined they are the text.
    private static func sentences(of line: String) -> [Substring] {
        var sentences: [Substring] = []
        var start = line.startIndex
        var previous: Character?
        for index in line.indices {
            if line[index] == " ", let mark = previous, ".;?!|".contains(mark) {
                sentences.append(line[start...index])
                start = line.index(after: index)
            }
            previous = line[index]
        }
        if start < line.endIndex { sentences.append(line[start...]) }
        return sentences
    }
}
