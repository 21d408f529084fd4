/// Finds the structure of a text, line by line.
struct OutlineParser {
    private let shapes: [LineShape]
    private let format: TextFormat
    private var lines: [TextOutline.Line] = []

    /// Open headings, outermost first.
    private var headings: [(level: Int, line: Int)] = []
    /// Open list items or indented lines, outermost first.
    private var outer: [(indent: Int, line: Int)] = []
    /// The last line that ended in a colon, as long as what follows may belong to it.
    private var leadIn: Int?
    private var tableHeader: Int?
    private var isFenced = false
    private var isComment = false
    private var unit = 0
    /// The indent of the open unit's first line.
    private var unitIndent = 0
    /// Underline characters in order of appearance, which in reStructuredText is their level.
    private var underlines: [UInt8] = []

    /// Parses the lines of a text.
    static func parse(_ bytes: [UInt8], lines ranges: [Range<Int>], format: TextFormat) -> TextOutline {
        var parser = OutlineParser(shapes: ranges.map { LineShape(bytes[$0]) }, format: format)
        parser.lines.reserveCapacity(ranges.count)
        for (index, range) in ranges.enumerated() {
            let (kind, parent) = parser.place(index)
            let indent = parser.shapes[index].indent
            parser.lines.append(
                TextOutline.Line(range: range, kind: kind, indent: indent, parent: parent, unit: parser.unit))
        }
        return TextOutline(lines: parser.lines)
    }

    private init(shapes: [LineShape], format: TextFormat) {
        self.shapes = shapes
        self.format = format
    }

    private typealias Placement = (kind: TextOutline.Kind, parent: Int)

    private mutating func place(_ index: Int) -> Placement {
        switch format {
        case .markdown, .plain: placeProse(index)
        case .table: placeRecord(index)
        case .source, .data: placeIndented(index)
        }
    }

    // MARK: Prose

    private mutating func placeProse(_ index: Int) -> Placement {
        let shape = shapes[index]
        if shape.isBacktickFence || (shape.isTildeFence && format == .markdown) {
            isFenced.toggle()
            return separator()
        }
        if isFenced {
            if shape.isBlank { return separator() }
            if previousKind != .code { unit += 1 }
            return (.code, leadIn ?? section)
        }
        if isComment || shape.opensComment {
            isComment = !shape.closesComment
            return separator()
        }
        if shape.isBlank {
            tableHeader = nil
            return separator()
        }
        if shape.isLinkDefinition || shape.isContentsEntry || (shape.isDirective && format == .plain) {
            unit += 1
            return (.reference, section)
        }
        if isCode(index) {
            if previousKind != .code { unit += 1 }
            return (.code, leadIn ?? section)
        }
        if let level = headingLevel(index) { return heading(index, level: level) }
        if shape.ruleMark != nil, !shape.isListItem { return separator() }
        if let row = tableRow(index) { return row }
        return shape.isListItem ? listItem(index) : text(index)
    }

    /// Indented blocks: in Markdown four columns outside a list, elsewhere behind `::` or with a prompt.
    private func isCode(_ index: Int) -> Bool {
        let shape = shapes[index]
        switch format {
        case .markdown:
            let isOpen = previousKind == .blank || previousKind == .code
            return isOpen && shape.indent >= 4 && outer.isEmpty
        default:
            if shape.indent > 0, shape.startsWithPrompt { return true }
            guard let leadIn, shapes[leadIn].endsWithDoubleColon else { return false }
            return shape.indent > shapes[leadIn].indent
        }
    }

    private mutating func separator() -> Placement {
        unit += 1
        return (.blank, section)
    }

    private mutating func heading(_ index: Int, level: Int) -> Placement {
        headings.removeAll { $0.level >= level }
        let parent = section
        headings.append((level, index))
        outer = []
        leadIn = nil
        tableHeader = nil
        unit += 1
        return (.heading, parent)
    }

    private mutating func tableRow(_ index: Int) -> Placement? {
        let shape = shapes[index]
        if shape.isTableRule {
            return tableHeader == nil ? nil : separator()
        }
        if let tableHeader, shape.hasPipe {
            unit += 1
            return (.tableRow, tableHeader)
        }
        let isHeader = index + 1 < shapes.count && shape.hasPipe && shapes[index + 1].isTableRule
        guard isHeader || shape.isTableRow else { return nil }
        tableHeader = index
        unit += 1
        return (isHeader ? .tableHeader : .tableRow, leadIn ?? section)
    }

    private mutating func listItem(_ index: Int) -> Placement {
        let shape = shapes[index]
        tableHeader = nil
        unit += 1
        unitIndent = shape.indent
        outer.removeAll { $0.indent >= shape.indent }
        let parent = outer.last?.line ?? leadIn ?? section
        outer.append((shape.indent, index))
        return (.listItem, parent)
    }

    private mutating func text(_ index: Int) -> Placement {
        let shape = shapes[index]
        tableHeader = nil
        if continuesUnit(index), let previous = lines.last {
            if shape.endsWithColon { leadIn = index }
            return (.text, previous.parent)
        }
        unit += 1
        unitIndent = shape.indent
        outer.removeAll { $0.indent >= shape.indent }
        let parent = outer.last?.line ?? section
        if format == .plain { outer.append((shape.indent, index)) }
        leadIn = shape.endsWithColon ? index : nil
        return (.text, parent)
    }

    /// A line continues the one before, unless that starts something less indented, such as an option after the
    /// description of another.
    private func continuesUnit(_ index: Int) -> Bool {
        guard let previous = lines.last, previous.kind == .text || previous.kind == .listItem else { return false }
        guard format == .plain else { return true }
        return shapes[index].indent > unitIndent || previous.indent <= unitIndent
    }

    private mutating func headingLevel(_ index: Int) -> Int? {
        let shape = shapes[index]
        if let level = shape.markedHeadingLevel { return level }
        guard previousKind == .blank, shape.indent < 4, !shape.isTableRow else { return nil }
        let next = index + 1 < shapes.count ? shapes[index + 1] : LineShape([])
        if let mark = next.ruleMark, next.text.count * 2 > shape.text.count {
            return shape.isListItem && format == .markdown ? nil : underlinedHeadingLevel(mark)
        }
        guard format == .plain, shape.readsLikeTitle, next.isBlank || next.indent > shape.indent else { return nil }
        return 7 + shape.indent
    }

    private mutating func underlinedHeadingLevel(_ mark: UInt8) -> Int {
        if let known = underlines.firstIndex(of: mark) { return known + 1 }
        underlines.append(mark)
        return underlines.count
    }

    // MARK: Records and program text

    private mutating func placeRecord(_ index: Int) -> Placement {
        unit += 1
        if shapes[index].isBlank { return (.blank, -1) }
        return index == 0 ? (.tableHeader, -1) : (.tableRow, 0)
    }

    private mutating func placeIndented(_ index: Int) -> Placement {
        let shape = shapes[index]
        if shape.isBlank { return separator() }
        if startsIndentedUnit(index) { unit += 1 }
        outer.removeAll { $0.indent >= shape.indent }
        let parent = outer.last?.line ?? -1
        outer.append((shape.indent, index))
        return (format == .source && shape.isComment ? .text : .code, parent)
    }

    /// Program text goes by blank lines; of data each line is an entry, together with the comment above it.
    private func startsIndentedUnit(_ index: Int) -> Bool {
        guard previousKind != .blank else { return true }
        return format == .data && !(shapes[index - 1].isComment && shapes[index - 1].indent == shapes[index].indent)
    }

    private var previousKind: TextOutline.Kind { lines.last?.kind ?? .blank }

    /// The innermost open heading.
    private var section: Int { headings.last?.line ?? -1 }
}
