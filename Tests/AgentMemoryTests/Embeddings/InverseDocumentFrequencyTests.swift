internal import AgentPrimitives
internal import Testing

@testable internal import AgentMemory

@Suite struct InverseDocumentFrequencyTests {
    @Test func countsTextsNotWords() {
        let learned = InverseDocumentFrequency(learning: ["The cat, the CAT", "the dog", "Caf\u{E9} cafe\u{301}"])
        #expect(learned.documents == 3)
        #expect(learned.frequencies == ["the": 2, "cat": 1, "dog": 1, "cafe": 1])
        #expect(InverseDocumentFrequency(learning: ["a b c", "b c", "c"], words: 2).frequencies == ["c": 3, "b": 2])
    }

    @Test func weighsRareWordsMore() {
        let frequencies = InverseDocumentFrequency(documents: 7, frequencies: ["all": 7, "some": 3, "few": 1])
        #expect(frequencies.weight(of: Array("none".utf8)) == 1)
        #expect(abs(frequencies.weight(of: Array("few".utf8)) - 2 / 3) < 1e-6)
        #expect(abs(frequencies.weight(of: Array("some".utf8)) - 1 / 3) < 1e-6)
        #expect(frequencies.weight(of: Array("all".utf8)) == 0.05)
        #expect(InverseDocumentFrequency(documents: 0, frequencies: ["a": 1]).weight(of: Array("a".utf8)) == 1)
    }

    @Test func comesBackFromJSON() throws {
        for frequencies in [.english, InverseDocumentFrequency(learning: ["one two", "two \u{1F680}3"])] {
            let text = frequencies.json.text()
            #expect(try InverseDocumentFrequency(json: JSONValue(parsing: Array(text.utf8))) == frequencies)
        }
    }

    @Test(arguments: ["null", "{}", #"{"documents":-1,"frequencies":{}}"#, #"{"documents":1,"frequencies":{"a":"b"}}"#])
    func refusesOtherJSON(text: String) throws {
        let json = try JSONValue(parsing: Array(text.utf8))
        let error = #expect(throws: MemoryError.self) { try InverseDocumentFrequency(json: json) }
        #expect(error?.code == .invalid)
    }

    @Test func hasItsOwnIdentity() {
        let learned = InverseDocumentFrequency(learning: ["one", "two"])
        #expect(LocalEmbedder().identity == "local-2/english")
        #expect(LocalEmbedder(frequencies: learned).identity != LocalEmbedder().identity)
    }
}
