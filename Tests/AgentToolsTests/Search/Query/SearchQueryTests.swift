import Testing

@testable import AgentTools

@Suite struct SearchQueryTests {
    @Test func stopWordsAreLeftOut() {
        #expect(SearchQuery("What is the size of a header?").terms.map(\.text) == ["size", "header"])
        #expect(SearchQuery("what is this").terms.map(\.text) == ["what", "is", "this"])
        #expect(SearchQuery("?!").terms.isEmpty)
    }

    @Test func formsOfOneWordAreOneTerm() {
        #expect(SearchQuery("limit limits limited").terms.map(\.text) == ["limit"])
    }

    @Test func compoundsHaveParts() {
        let terms = SearchQuery("read fs.read").terms
        #expect(terms.map(\.text) == ["fs.read", "read", "fs"])
        #expect(terms.map(\.whole) == [nil, nil, 0])
    }

    @Test(arguments: [
        ("How long does a token live?", AnswerKind.duration), ("What is the timeout of a call?", .duration),
        ("How large may a frame be?", .size), ("How much does a seat cost?", .money),
        ("How many workers run?", .number),
        ("Which port does it use?", .number), ("When was it founded?", .number), ("Who approves travel?", .anything),
    ])
    func answerKinds(_ question: String, _ kind: AnswerKind) {
        #expect(SearchQuery(question).answerKind == kind)
    }

    @Test(arguments: [
        ("What is a shim?", true), ("What does fs.read do?", true), ("Who is Mirjam Okafor?", true),
        ("How do I install it?", false), ("What colour has the badge?", false),
    ])
    func definitions(_ question: String, _ expected: Bool) {
        #expect(SearchQuery(question).asksForDefinition == expected)
    }

    @Test func whatIsCounted() {
        let query = SearchQuery("How many workers does it have?")
        #expect(query.counted.map { query.terms[$0].text } == "workers")
    }

    @Test func longQueriesAreCut() {
        let text = (0..<10_000).map { "word\($0)" }.joined(separator: " ")
        #expect(SearchQuery(text).terms.count <= SearchQuery.maximumWords)
    }
}
