import Testing

@testable internal import AgentNetwork

struct HTTPEntityTagTests {
    @Test(
        arguments: [
            ("\"a\"", [HTTPEntityTag("a")]),
            ("W/\"a\"", [HTTPEntityTag("a", isWeak: true)]),
            ("\"a\", W/\"b,c\" ,\"\"", [HTTPEntityTag("a"), HTTPEntityTag("b,c", isWeak: true), HTTPEntityTag("")]),
            (" , \"a\",, \"b\" ,", [HTTPEntityTag("a"), HTTPEntityTag("b")]),
            ("*", nil), ("", nil), ("a", nil), ("\"a", nil), ("\"a\" \"b\"", nil), ("w/\"a\"", nil), ("W/", nil),
        ] as [(String, [HTTPEntityTag]?)])
    func `Lists of tags`(text: String, expected: [HTTPEntityTag]?) {
        #expect(HTTPEntityTag.list(text) == expected)
    }

    @Test func `Comparison`() {
        let (strong, weak) = (HTTPEntityTag("1"), HTTPEntityTag("1", isWeak: true))
        #expect(strong.matchesStrongly(strong) && !strong.matchesStrongly(weak) && !weak.matchesStrongly(weak))
        #expect(strong.matchesWeakly(weak) && weak.matchesWeakly(weak) && !weak.matchesWeakly(HTTPEntityTag("2")))
        #expect(weak.text == "W/\"1\"" && strong.text == "\"1\"")
    }
}
