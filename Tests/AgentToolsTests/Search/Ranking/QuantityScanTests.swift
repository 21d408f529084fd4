import Testing

@testable import AgentTools

@Suite struct QuantityScanTests {
    private func best(_ question: String, _ line: String) -> QuantityScan.Find {
        let query = SearchQuery(question)
        let text = ScannedText(path: "a.md", bytes: Array(line.utf8), query: query)
        return QuantityScan(query, in: text).best(in: 0...0)
    }

    @Test(arguments: [
        ("How long is a token valid?", "valid for 300 s", QuantityScan.Find.quantity),
        ("How long is a token valid?", "valid for 5 minutes", .quantity),
        ("How long is a token valid?", "valid for 45s", .quantity),
        ("How long is a token valid?", "rule 5 says", .number),
        ("How long is a token valid?", "valid for ever", .nothing),
        ("How large is the header?", "32 bytes", .quantity),
        ("How large is the header?", "1,024 B", .quantity),
        ("How much does it cost?", "340 euros", .quantity),
        ("How many lints are there?", "over 800 lints", .count),
        ("How many lints are there?", "800 tests, some of which are about lints", .number),
        ("Which port?", "port 9000", .quantity),
        ("What does SHA-256 do?", "SHA-256 digests", .nothing),
        ("Which code does RFC 8785 give?", "RFC 8785", .nothing),
    ])
    func finds(_ question: String, _ line: String, _ expected: QuantityScan.Find) {
        #expect(best(question, line) == expected)
    }
}
