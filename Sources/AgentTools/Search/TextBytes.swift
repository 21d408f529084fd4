extension [UInt8] {
    /// The first lines without their line feeds, at most `limit`; a last line without one counts, an empty one behind the last
    /// does not.
    func lineRanges(limit: Int) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        while start < count, lines.count < limit {
            let end = self[start...].firstIndex(of: UInt8(ascii: "\n")) ?? count
            lines.append(start..<end)
            start = end + 1
        }
        return lines
    }

    /// The largest index up to `index` at which no UTF-8 sequence is cut in two.
    func characterBoundary(upTo index: Int) -> Int {
        guard index < count else { return count }
        var boundary = index
        while boundary > 0, boundary > index - 3, UTF8.isContinuation(self[boundary]) { boundary -= 1 }
        return boundary
    }
}
