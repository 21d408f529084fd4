internal import Testing

@testable internal import AgentMemory

@Suite struct FullTextQueryTests {
    @Test(arguments: [
        ("How are tests run?", #""how" OR "are" OR "tests" OR "run""#),
        ("a\"b NEAR(x) col:y*", #""a" OR "b" OR "near" OR "x" OR "col" OR "y""#),
        ("Straße ÜBER 42", #""straße" OR "über" OR "42""#), ("again again", #""again""#),
    ]) func quotesEachWordOnce(text: String, expression: String) {
        #expect(FullTextQuery(text)?.expression == expression)
    }

    @Test(arguments: ["", "?!", "\"'();"]) func isNothingWithoutWords(text: String) {
        #expect(FullTextQuery(text) == nil)
    }

    @Test func takesAsManyWordsAsItMay() {
        #expect(FullTextQuery("one two three", wordLimit: 2)?.expression == #""one" OR "two""#)
    }
}
