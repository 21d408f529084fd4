import Testing

@testable import AgentTools

@Suite struct HTMLTextTests {
    private func text(_ html: String) -> String {
        String(decoding: HTMLText.text(of: Array(html.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        ("<h2 id=\"a\">Title</h2>", "## Title"),
        ("<li>one</li>", "- one"),
        ("a &lt; b &amp;&amp; c &unknown; &", "a < b && c &unknown; &"),
        ("<a href='x'>link</a>", "link"),
        ("<p>x</p>", " x "),
        ("<!-- a > b -->shown", "shown"),
        ("unclosed <tag", "unclosed "),
    ])
    func tagsAndEntities(_ html: String, _ expected: String) {
        #expect(text(html) == expected)
    }

    @Test func linesKeepTheirNumbers() {
        let html = "<p\nclass='x'>one\n<script>\nvar a = '<b>';\n</script>\n<!--\n\n-->two\n"
        #expect(
            text(html).split(separator: "\n", omittingEmptySubsequences: false).count
                == html.split(separator: "\n", omittingEmptySubsequences: false).count)
        #expect(text(html).contains("one"))
        #expect(!text(html).contains("var"))
        #expect(text(html).split(separator: "\n", omittingEmptySubsequences: false)[7] == "two")
    }

    @Test func anyBytesAreTaken() {
        var random = SplitMix(seed: 9)
        let pieces = ["<", ">", "<!--", "-->", "script", "</script>", "&lt;", "&", "\n", "h1", "text", "/"]
        for _ in 0..<20_000 {
            let html = (0..<Int.random(in: 0...16, using: &random)).map { _ in
                pieces[Int.random(in: pieces.indices, using: &random)]
            }.joined()
            #expect(text(html).utf8.count { $0 == 10 } == html.utf8.count { $0 == 10 })
        }
    }
}
