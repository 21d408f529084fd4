internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct HNSWIndexTests {
    private let samples = VectorSamples(dimension: 24, clusters: 60)

    private func quick(_ metric: VectorMetric = .cosine) -> HNSWOptions {
        var options = HNSWOptions()
        options.metric = metric
        options.constructionBreadth = 48
        options.links = 8
        options.exhaustiveLimit = 200
        return options
    }

    /// The share of the exact answers that an index finds.
    private func recall(
        _ index: HNSWIndex, _ exact: FlatIndex, queries: Int = 40, tags: Set<String> = []
    ) async throws -> Double {
        var found = 0
        var asked = 0
        for _ in 0..<queries {
            let query = samples.vector()
            let expected = try await exact.search(query, limit: 10, tags: tags)
            found += try await Set(index.search(query, limit: 10, tags: tags)).intersection(expected).count
            asked += expected.count
        }
        return Double(found) / Double(max(asked, 1))
    }

    @Test(arguments: VectorMetric.allCases) func findsPracticallyAll(metric: VectorMetric) async throws {
        let index = HNSWIndex(dimension: 24, options: quick(metric))
        var options = FlatIndexOptions()
        options.metric = metric
        let exact = FlatIndex(dimension: 24, options: options)
        let entries = samples.entries(0..<1500)
        try await index.upsert(entries)
        try await exact.upsert(entries)
        #expect(try await recall(index, exact) > 0.97)
    }

    @Test func findsPracticallyAllAfterRemovalsReplacementsAndReturns() async throws {
        let index = HNSWIndex(dimension: 24, options: quick())
        let exact = FlatIndex(dimension: 24)
        let entries = samples.entries(0..<2400) { ["t\($0 % 2)", "rare\($0 % 200)"] }
        for store in [index, exact] as [any VectorStore] { try await store.upsert(entries) }
        let gone = (0..<2400).filter { $0.isMultiple(of: 3) }.map { "v\($0)" }
        let replaced = samples.entries(1..<300) { _ in ["replaced"] }
        for store in [index, exact] as [any VectorStore] {
            for start in stride(from: 0, to: gone.count, by: 100) {
                try await store.remove(Array(gone[start..<min(start + 100, gone.count)]))
            }
            try await store.upsert(replaced)
            try await store.upsert(entries.suffix(100))
        }
        #expect(await index.count == exact.count)
        #expect(try await recall(index, exact) > 0.97)
        #expect(try await recall(index, exact, tags: ["t1"]) > 0.95)
        #expect(try await recall(index, exact, tags: ["rare7"]) == 1)
        #expect(try await recall(index, exact, tags: ["t0", "t1"]) == 0)
    }

    @Test func findsWhatIsLeftWhenACloudIsRemoved() async throws {
        let index = HNSWIndex(dimension: 24, options: quick())
        try await index.upsert(samples.entries(0..<1000) { $0 < 990 ? ["cloud"] : ["left"] })
        await index.remove((0..<990).map { "v\($0)" })
        let left = try await index.search(samples.vector(), limit: 100)
        #expect(left.count == 10)
        await index.remove((990..<1000).map { "v\($0)" })
        #expect(try await index.search(samples.vector(), limit: 100).isEmpty)
        try await index.upsert(samples.entries(0..<50))
        #expect(try await index.search(samples.vector(), limit: 100).count == 50)
    }

    /// Thousands of equal vectors would be an island in a graph.
    @Test func isNotLostAmongRepetitions() async throws {
        let index = HNSWIndex(dimension: 24, options: quick())
        let repeated = samples.vector()
        var entries = samples.entries(0..<1000)
        entries += (0..<1000).map { VectorEntry(name: "same\($0)", vector: repeated) }
        try await index.upsert(entries)
        let matches = try await index.search(repeated, limit: 5)
        #expect(matches.map(\.name) == ["same0", "same1", "same10", "same100", "same101"])
        for entry in entries.prefix(50) {
            #expect(try await index.search(entry.vector, limit: 1).map(\.name) == [entry.name])
        }
    }

    @Test func makesTheSameGraphOfTheSameCalls() async throws {
        let entries = samples.entries(0..<1200)
        let queries = (0..<30).map { _ in samples.vector() }
        var answers: [[[VectorMatch]]] = []
        for _ in 0..<2 {
            let index = HNSWIndex(dimension: 24, options: quick())
            try await index.upsert(Array(entries.prefix(900)))
            await index.remove(entries.prefix(150).map(\.name))
            try await index.upsert(Array(entries.suffix(300)))
            var found: [[VectorMatch]] = []
            for query in queries { found.append(try await index.search(query, limit: 10, tags: [], breadth: 10)) }
            answers.append(found)
        }
        #expect(answers[0] == answers[1])
    }

    @Test func holdsNoMoreThanItsCapacity() async throws {
        var options = quick()
        options.capacity = 2
        let index = HNSWIndex(dimension: 24, options: options)
        try await index.upsert(samples.entries(0..<2))
        let error = await #expect(throws: MemoryError.self) { try await index.upsert(samples.entries(1..<3)) }
        #expect(error?.code == .full)
        #expect(await index.count == 2)
    }
}
