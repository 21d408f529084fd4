internal import AgentMemory
internal import Testing

@Suite struct LocalEmbedderTests {
    private let embedder = LocalEmbedder()

    @Test func makesUnitVectors() async {
        let vectors = await embedder.embed(["one", "Two words", String(repeating: "long text ", count: 1000)])
        #expect(vectors.map(\.count) == [384, 384, 384])
        for vector in vectors {
            #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
        }
    }

    @Test func makesZerosOfATextWithoutWords() async {
        #expect(
            await embedder.embed(["", " \n.,;!?"]) == Array(repeating: [Float](repeating: 0, count: 384), count: 2))
        #expect(await embedder.embed([]).isEmpty)
    }

    @Test func isTheSameForTheSameWords() async {
        let vectors = await embedder.embed(["Run the tests.", "run THE tests", "run the tests"])
        #expect(vectors[0] == vectors[1])
        #expect(vectors[1] == vectors[2])
    }

    @Test func takesSpellingsOfALetterForTheSame() async {
        for (one, other) in [
            ("Caf\u{E9} na\u{EF}ve", "cafe\u{301} NAI\u{308}VE"),
            ("\u{439}\u{43E}\u{434}", "\u{438}\u{306}\u{43E}\u{434}"),
            ("\u{FF21}\u{FF22}\u{FF11}", "ab1"), ("\u{3A3}\u{3AF}\u{3C2}", "\u{3C3}\u{3B9}\u{301}\u{3C3}"),
            ("resum\u{E9}", "resume"),
        ] {
            let vectors = await embedder.embed([one, other])
            #expect(vectors[0] == vectors[1], "\(one)")
            #expect(vectors[0].contains { $0 != 0 })
        }
        let scripts = await embedder.embed(["\u{915}\u{93F}", "\u{915}\u{940}", "\u{304B}", "\u{304C}"])
        #expect(Set(scripts).count == 4)
    }

    @Test func weighsFunctionWordsLittle() async {
        let texts = ["what is the status of it", "what is the matter with it", "status"]
        let vectors = await embedder.embed(texts)
        func closeness(_ left: Int, _ right: Int) -> Float {
            zip(vectors[left], vectors[right]).reduce(0) { $0 + $1.0 * $1.1 }
        }
        #expect(closeness(0, 2) > closeness(0, 1))
        #expect(await embedder.embed(["to be or not to be"])[0].contains { $0 != 0 })
    }

    /// Stored vectors are compared with new ones for ever, so no release may change them.
    @Test func isTheSameInEveryRelease() async {
        let vector = await embedder.embed(["The quick brown fox, 42 ünï"])[0]
        let expected = [[55, 3_197_160_718], [341, 1_049_677_070], [133, 1_046_500_129], [214, 1_046_500_129]]
        let largest = vector.indices.sorted { abs(vector[$0]) > abs(vector[$1]) }.prefix(4)
        #expect(largest.map { [$0, Int(vector[$0].bitPattern)] } == expected)
    }

    /// Each question must find its own answer among all of them.
    @Test(arguments: [
        ("How do I run the tests?", 0), ("which licence applies", 1), ("database file location", 2),
        ("What happens when the process crashes?", 3), ("confguration defualts", 4), ("open a socket", 5),
    ])
    func findsRelatedTexts(question: String, answer: Int) async throws {
        let texts = [
            "`make test` builds everything and runs all tests.",
            "The project is licensed under the Apache License 2.0.",
            "Sessions are stored in a database: the file .agent/sessions.sqlite.",
            "After a crash the log is opened again and the process goes on where it was.",
            "Configuration is read from defaults, a file, the environment and flags.",
            "The event loop opens sockets and waits for readiness.",
        ]
        let vectors = await embedder.embed(texts + [question])
        let similarities = vectors.dropLast().map { zip($0, vectors[texts.count]).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(similarities.indices.max { similarities[$0] < similarities[$1] } == answer, "\(similarities)")
    }
}
