/// Up to three lines of a file, with the place where they stand.
struct Quote: Hashable, Sendable {
    static let mostLines = 3

    var path: String
    /// From 1.
    var startLine: Int
    var lines: [String]

    var endLine: Int { startLine + lines.count - 1 }

    /// `docs/guide.md:12`, or `docs/guide.md:12-13`.
    var citation: String {
        lines.count == 1 ? "\(path):\(startLine)" : "\(path):\(startLine)-\(endLine)"
    }

    /// The lines marked as a quotation, very long ones shortened, then the citation on a line of its own.
    func text(focus: LineFocus) -> String {
        lines.map { $0.isEmpty ? ">" : "> \(focus.shorten($0))" }.joined(separator: "\n") + "\n" + citation
    }

    /// Whether both quote the same line of the same file.
    func overlaps(_ other: Quote) -> Bool {
        path == other.path && startLine <= other.endLine && other.startLine <= endLine
    }

    /// Whether the text breaks off: in mid-sentence, after a heading, or where a colon promises more.
    var isIncomplete: Bool {
        guard lines.count < Self.mostLines,
            let last = lines.last(where: { !$0.trimmingSpace().isEmpty })?.trimmingSpace()
        else {
            return false
        }
        if last.hasPrefix("#") || last.hasSuffix(":") { return true }
        let isProse = last.contains(" ") && last.utf8.count > 40
        return isProse && !last.hasPrefix("|") && !".!?;)`\"'|".contains(last.last ?? ".")
    }
}
