extension ScannedText {
    /// The text of some lines; of lines that are too long, a part around the first hit.
    func quote(_ window: ClosedRange<Int>, upTo limit: Int) -> String {
        let whole = lines[window.lowerBound].lowerBound..<lines[window.upperBound].upperBound
        guard whole.count > limit else { return String(decoding: bytes[whole], as: UTF8.self) }
        let firstHit = hits(in: window).first?.offset ?? whole.lowerBound
        let start = bytes.characterBoundary(
            upTo: max(whole.lowerBound, min(firstHit - limit / 4, whole.upperBound - limit)))
        let end = bytes.characterBoundary(upTo: min(start + limit, whole.upperBound))
        let isCutInFront = start > whole.lowerBound
        let isCutBehind = end < whole.upperBound
        return (isCutInFront ? "…" : "") + String(decoding: bytes[start..<end], as: UTF8.self)
            + (isCutBehind ? "…" : "")
    }

    /// A line as a title for what stands under it: without the marks of headings, tables and lists.
    func title(ofLine line: Int) -> String {
        let marks = "#=|*-+>{:, \t".utf8
        let text = shape(ofLine: line).text.drop { marks.contains($0) }
        let end = text.lastIndex { !marks.contains($0) }.map { $0 + 1 } ?? text.startIndex
        let cut = bytes.characterBoundary(upTo: min(end, text.startIndex + Self.longestTitle))
        return String(decoding: bytes[text.startIndex..<cut], as: UTF8.self)
    }

    private static let longestTitle = 160
}
