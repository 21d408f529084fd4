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

    /// Stored vectors are compared with new ones for ever, so no release may change them.
    @Test func isTheSameInEveryRelease() async {
        let vector = await embedder.embed(["The quick brown fox, 42 ünï"])[0]
        let expected = [[55, 3_195_768_559], [269, 1_048_284_911], [341, 1_048_284_911], [214, 1_044_568_883]]
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
