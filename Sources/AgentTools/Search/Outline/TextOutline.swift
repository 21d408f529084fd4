/// The structure of a text: what each line is, and which earlier line it belongs under.
struct TextOutline {
    /// What a line is.
    enum Kind: UInt8 {
        /// Empty, or a rule or fence that only separates.
        case blank
        case heading
        case text
        case listItem
        case tableRow
        /// The row that names a table's columns.
        case tableHeader
        case code
        /// Only points elsewhere: a link's target, an entry of a table of contents, a directive.
        case reference
    }

    /// One line, its number being its place in ``lines``.
    struct Line {
        var range: Range<Int>
        var kind: Kind
        /// Columns of white space before the text; a tab reaches to the next multiple of eight.
        var indent: Int
        /// The line that it belongs under: a heading, a table's header, a list's lead-in, an outer item; -1 for none.
        var parent: Int
        /// The same for lines that are read together: a paragraph, a list item with its continuation, one table row.
        var unit: Int
    }

    let lines: [Line]
    /// For each line the heading that it stands under, or -1; a heading stands under itself.
    let sections: [Int]

    init(lines: [Line]) {
        self.lines = lines
        var section = -1
        sections = lines.indices.map { line in
            if lines[line].kind == .heading { section = line }
            return section
        }
    }

    /// The lines that a line belongs under, outermost first: headings, a table's header, a lead-in, outer items.
    func ancestors(of line: Int) -> [Int] {
        var found: [Int] = []
        var current = lines[line].parent
        while current >= 0 {
            found.append(current)
            current = lines[current].parent
        }
        return found.reversed()
    }

    /// The lines of the unit that holds a line.
    func unit(of line: Int) -> ClosedRange<Int> {
        var first = line
        var last = line
        while first > 0, lines[first - 1].unit == lines[line].unit { first -= 1 }
        while last + 1 < lines.count, lines[last + 1].unit == lines[line].unit { last += 1 }
        return first...last
    }
}
