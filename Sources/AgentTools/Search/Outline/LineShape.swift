/// What can be told of a line by itself.
struct LineShape {
    /// The line without white space at either end.
    let text: ArraySlice<UInt8>
    /// Columns of white space before the text.
    let indent: Int

    init(_ line: ArraySlice<UInt8>) {
        var indent = 0
        var start = line.startIndex
        scan: while start < line.endIndex {
            switch line[start] {
            case UInt8(ascii: " "): indent += 1
            case UInt8(ascii: "\t"): indent = (indent / 8 + 1) * 8
            default: break scan
            }
            start += 1
        }
        var end = line.endIndex
        while end > start, [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(line[end - 1]) {
            end -= 1
        }
        text = line[start..<end]
        self.indent = indent
    }

    var isBlank: Bool { text.isEmpty }

    /// The level of a heading that starts with `#` or, as in AsciiDoc, `=`.
    var markedHeadingLevel: Int? {
        guard indent < 4, let mark = text.first, mark == UInt8(ascii: "#") || mark == UInt8(ascii: "=") else {
            return nil
        }
        let level = text.prefix { $0 == mark }.count
        guard level <= 6, text.count > level, text[text.startIndex + level] == UInt8(ascii: " ") else { return nil }
        return level
    }

    /// The character of a line that is a row of at least three of it, with or without spaces between.
    var ruleMark: UInt8? {
        guard text.count >= 3, let mark = text.first, "=-~^*_#+\"'`.:".utf8.contains(mark) else { return nil }
        let isRule = text.allSatisfy { $0 == mark || $0 == UInt8(ascii: " ") }
        return isRule && text.count(where: { $0 == mark }) >= 3 ? mark : nil
    }

    /// Whether it opens or closes a fenced block with backticks.
    var isBacktickFence: Bool { text.starts(with: "```".utf8) }

    /// Whether it opens or closes a fenced block with tildes, which elsewhere underline headings.
    var isTildeFence: Bool { text.starts(with: "~~~".utf8) }

    /// Whether an HTML comment starts the line.
    var opensComment: Bool { text.starts(with: "<!--".utf8) }

    /// Whether an HTML comment ends the line.
    var closesComment: Bool { text.suffix(3).elementsEqual("-->".utf8) }

    /// Whether it shows what is typed at a prompt.
    var startsWithPrompt: Bool {
        ["$ ", ">>>", "... ", "% ", "# ", "> "].contains { text.starts(with: $0.utf8) }
    }

    /// Whether it is a comment, as programs and data files write them.
    var isComment: Bool { ["#", "//", "/*", "* ", ";", "--", "\"\"\""].contains { text.starts(with: $0.utf8) } }

    /// Whether it announces a literal block, as in reStructuredText.
    var endsWithDoubleColon: Bool { text.suffix(2).elementsEqual("::".utf8) }

    /// Whether it is a directive, a label or a comment of reStructuredText.
    var isDirective: Bool { text.starts(with: ".. ".utf8) }

    /// Whether it is a list item that is nothing but a link within the document, as tables of contents have.
    var isContentsEntry: Bool {
        guard isListItem, text.last == UInt8(ascii: ")"), let open = text.firstIndex(of: UInt8(ascii: "[")) else {
            return false
        }
        let target = text.indices.first { text[$0...].starts(with: "](#".utf8) }
        return open <= text.startIndex + 4 && target != nil
    }

    /// Whether it only gives a link its target, as in `[name]: address`.
    var isLinkDefinition: Bool {
        guard indent < 4, text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) else {
            return false
        }
        return text[(end + 1)...].first == UInt8(ascii: ":") && text.dropFirst().first != UInt8(ascii: "^")
    }

    /// Whether it starts with a bullet or a number and a space.
    var isListItem: Bool {
        guard let first = text.first else { return false }
        if "-*+".utf8.contains(first) {
            return text.dropFirst().first == UInt8(ascii: " ")
        }
        if text.starts(with: "• ".utf8) { return true }
        let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...4).contains(digits.count) else { return false }
        let rest = text.dropFirst(digits.count)
        return (rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ")"))
            && rest.dropFirst().first == UInt8(ascii: " ")
    }

    /// Whether it starts with a pipe, as the rows of a table do.
    var isTableRow: Bool {
        text.count > 1 && text.first == UInt8(ascii: "|")
    }

    /// Whether it is the line of dashes under a table's header, with or without outer pipes.
    var isTableRule: Bool {
        text.contains(UInt8(ascii: "-")) && text.contains(UInt8(ascii: "|"))
            && text.allSatisfy { "|-: +".utf8.contains($0) }
    }

    var hasPipe: Bool { text.contains(UInt8(ascii: "|")) }

    /// Whether it announces what follows.
    var endsWithColon: Bool {
        let unquoted = text.reversed().drop { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") }
        return unquoted.first == UInt8(ascii: ":")
    }

    /// Whether a short line reads like a title: it starts with a capital or a digit and does not end a sentence.
    var readsLikeTitle: Bool {
        guard let first = text.first, let last = text.last, text.count <= 80 else { return false }
        let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        return (isCapital || isDigit || first >= 0x80) && !".,;:?!|".utf8.contains(last)
            && text.contains { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
    }
}
