import Testing

@testable import AgentTools

@Suite struct OutlineParserTests {
    /// One line per line of the text: its kind, its parent's line (from 1, `-` for none), its unit as a letter from `a`.
    private func outline(_ text: String, _ format: TextFormat) -> [String] {
        let bytes = Array(text.utf8)
        let outline = OutlineParser.parse(bytes, lines: bytes.lineRanges(limit: 100), format: format)
        var letters: [Int: Character] = [:]
        return outline.lines.map { line in
            if line.kind == .blank { return "" }
            if letters[line.unit] == nil { letters[line.unit] = Character(Unicode.Scalar(UInt8(97 + letters.count))) }
            return "\(line.kind) \(line.parent < 0 ? "-" : String(line.parent + 1)) \(letters[line.unit] ?? "?")"
        }
    }

    @Test func markdown() {
        let text = """
            # Title

            A paragraph
            of two lines.
            ## Part
            Intro:
            - item
              goes on
              - nested
            - last

            | a | b |
            |---|---|
            | 1 | 2 |
            """
        #expect(
            outline(text, .markdown) == [
                "heading - a", "", "text 1 b", "text 1 b", "heading 1 c", "text 5 d", "listItem 6 e", "text 6 e",
                "listItem 7 f", "listItem 6 g", "", "tableHeader 6 h", "", "tableRow 12 i",
            ])
    }

    @Test func codeCommentsAndLinks() {
        let text = """
            Run this:

            ```sh
            make
            # no heading
            ```
            <!-- hidden
            still hidden -->

                indented code

            * [Contents](#contents)
            [name]: https://example.com
            Setext
            ======
            """
        #expect(
            outline(text, .markdown) == [
                "text - a", "", "", "code 1 b", "code 1 b", "", "", "", "", "code 1 c", "", "reference - d",
                "reference - e",
                "text - f", "",
            ])
    }

    @Test func underlinedHeadings() {
        let text = """
            Title
            =====

            .. note:: a directive

            Part
            ~~~~
            Example::

                >>> code

            Text.
            """
        #expect(
            outline(text, .plain) == [
                "heading - a", "", "", "reference 1 b", "", "heading 1 c", "", "text 6 d", "", "code 8 e", "",
                "text 6 f",
            ])
    }

    @Test func manualPages() {
        let text = """
            OPTIONS
                   -a, --all
                          do not ignore entries
                          starting with a dot
                   -S     sort by size
            """
        #expect(
            outline(text, .plain) == ["heading - a", "text 1 b", "text 1 b", "text 1 b", "text 1 c"])
    }

    @Test func recordsAndIndentation() {
        #expect(outline("name,age\nAda,36\nAlan,41", .table) == ["tableHeader - a", "tableRow 1 b", "tableRow 1 c"])
        #expect(
            outline("queue:\n  # how often\n  retry:\n    attempts: 4\n  size: 2\n", .data) == [
                "code - a", "code 1 b", "code 1 b", "code 3 c", "code 1 d",
            ])
        #expect(
            outline("// says\nfunc a() {\n    b()\n}\n\nfunc c() {}", .source) == [
                "text - a", "code - a", "code 2 a", "code - a", "", "code - b",
            ])
    }

    @Test func ancestorsOfALine() {
        let bytes = Array("# A\n## B\ntext\n# C\nmore".utf8)
        let outline = OutlineParser.parse(bytes, lines: bytes.lineRanges(limit: 10), format: .markdown)
        #expect(outline.ancestors(of: 2) == [0, 1])
        #expect(outline.ancestors(of: 4) == [3])
        #expect(outline.sections == [0, 1, 1, 3, 3])
    }

    @Test func formatsByName() {
        #expect(TextFormat(path: "docs/GUIDE.MD") == .markdown)
        #expect(TextFormat(path: "README") == .plain)
        #expect(TextFormat(path: "Makefile") == .source)
        #expect(TextFormat(path: "a.b/data.csv") == .table)
        #expect(TextFormat(path: "config.yaml") == .data)
        #expect(TextFormat(path: "scripts/lint", bytes: Array("#!/bin/sh\n".utf8)) == .source)
        #expect(TextFormat(path: ".swift-format", bytes: Array("{\n".utf8)) == .data)
    }

    @Test func anyTextIsTaken() {
        var random = SplitMix(seed: 3)
        let pieces = [
            "# ", "- ", "  ", "\n", "|", "---", "```", "text", ":", "<!--", "-->", "=====", "\t", "[a]: b", "::", "> ",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                pieces[Int.random(in: pieces.indices, using: &random)]
            }.joined()
            let bytes = Array(text.utf8)
            for format in [TextFormat.markdown, .plain, .data] {
                let outline = OutlineParser.parse(bytes, lines: bytes.lineRanges(limit: 100), format: format)
                #expect(outline.lines.indices.allSatisfy { outline.lines[$0].parent < $0 })
            }
        }
    }
}
