extension String {
    /// At most `limit` bytes of UTF-8: the text itself, or its beginning and a note on how many bytes were left out.
    func cut(toBytes limit: Int, note: (Int) -> String = { "\n[\($0) bytes left out]" }) -> String {
        let total = utf8.count
        guard total > limit else { return self }
        // The note's length depends on the number in it; room for the longest is simpler than solving for it.
        let room = max(0, limit - note(total).utf8.count)
        var end = utf8.index(utf8.startIndex, offsetBy: room)
        while end > utf8.startIndex, utf8[end] & 0b1100_0000 == 0b1000_0000 { end = utf8.index(before: end) }
        let kept = self[..<end]
        return String(kept) + note(total - kept.utf8.count)
    }
}
