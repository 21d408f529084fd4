internal import Testing

@testable internal import AgentMemory

@Suite struct WordCountsTests {
    @Test(arguments: [
        ("Hello, hello WORLD", ["hello": 2, "world": 1]),
        ("", [:]),
        ("a1-b2_c3", ["a1": 1, "b2": 1, "c3": 1]),
        ("Straße ÉCOLE 東京", ["straße": 1, "école": 1, "東京": 1]),
        ("x\u{0}y", ["x": 1, "y": 1]),
    ])
    func countsWords(_ text: String, _ counts: [String: Int]) {
        var words = WordCounts(limit: 100)
        words.add(text)
        #expect(words.counts == counts)
        #expect(words.total == counts.values.reduce(0, +))
    }

    @Test func isBounded() {
        var words = WordCounts(limit: 2)
        words.add("one two three two " + String(repeating: "x", count: 1000))
        #expect(words.counts == ["one": 1, "two": 2])
        var long = WordCounts(limit: 2)
        long.add(String(repeating: "é", count: 1000))
        #expect(long.counts.keys.first?.utf8.count == 64)
    }
}
