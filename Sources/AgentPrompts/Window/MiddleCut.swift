/// A text whose middle is replaced by a visible note, so that its beginning and its end are left.
struct MiddleCut {
    let text: String
    /// UTF-8 bytes of the original that are left.
    let keptBytes: Int

    /// About the length of the note, so that the first try usually fits.
    private static let noteBytes = 80

    /// Cuts a text to at most `tokens`, if the note alone is not longer than that.
    init(_ original: String, tokens: Int, estimator: any TokenEstimator) {
        // Bytes and tokens are taken as proportional for the first try; in floating point the product cannot overflow.
        let share = Double(tokens) / Double(max(1, estimator.tokens(in: original)))
        var kept = max(0, Int(Double(original.utf8.count) * share) - Self.noteBytes)
        self.init(original, keeping: kept)
        while kept > 0, estimator.tokens(in: text) > tokens {
            kept -= max(1, kept / 16)
            self = MiddleCut(original, keeping: kept)
        }
    }

    private init(_ original: String, keeping bytes: Int) {
        let head = original.prefix(bytes: bytes / 2)
        let tail = original.suffix(bytes: bytes / 2)
        keptBytes = head.utf8.count + tail.utf8.count
        let left = original.utf8.count - keptBytes
        text = "\(head)\n[… \(left) bytes left out here to fit the context window …]\n\(tail)"
    }
}

extension String {
    /// The longest beginning of at most that many UTF-8 bytes that splits no Unicode scalar.
    fileprivate func prefix(bytes: Int) -> Substring {
        var end = utf8.index(startIndex, offsetBy: min(bytes, utf8.count))
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return self[..<end]
    }

    /// The longest end of at most that many UTF-8 bytes that splits no Unicode scalar.
    fileprivate func suffix(bytes: Int) -> Substring {
        var start = utf8.index(endIndex, offsetBy: -min(bytes, utf8.count))
        while start.samePosition(in: unicodeScalars) == nil { start = utf8.index(after: start) }
        return self[start...]
    }
}
