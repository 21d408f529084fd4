internal import AgentMemory
internal import AgentPrimitives
internal import Synchronization
internal import Testing

@Suite struct MemoryBusIndexTests {
    /// Counts the texts that it makes vectors of.
    private final class CountingEmbedder: Embedder {
        let dimension = 384
        let count = Mutex(0)

        func embed(_ texts: [String]) async throws -> [[Float]] {
            count.withLock { $0 += texts.count }
            return await LocalEmbedder().embed(texts)
        }
    }

    /// An index that outlives the bus, as one on disk does, is not filled again.
    @Test func embedsOnlyWhatAnIndexHasNotSeen() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let embedder = CountingEmbedder()
            let index = FlatIndex(dimension: 384)
            let first = try await open(path, embedder, index)
            for number in 0..<20 { try await first.remember(.sample("\(number)", "note word\(number)")) }
            try await first.shutdown()
            let other = try await EpisodicJournal.open(at: path)
            _ = try await other.write([.sample("new", "from elsewhere")])
            try await other.shutdown()
            embedder.count.withLock { $0 = 0 }

            let second = try await open(path, embedder, index)
            #expect(embedder.count.withLock { $0 } == 1)
            for (text, id) in [("word7", "7"), ("elsewhere", "new")] {
                let found = try await second.search(text, limit: 1, filter: .everything, mode: .vector)
                #expect(found.first?.record.id == id)
            }
            #expect(try await second.statistics().searchable == 21)
            try await second.shutdown()
        }
    }

    @Test func makesNoVectorsWhereNothingIsSearchedByLikeness() async throws {
        try await withTemporaryFolder { folder in
            let embedder = CountingEmbedder()
            var limits = MemoryLimits()
            limits.searchableRecords = 0
            let memory = try await MemoryBus.open(at: folder + "/memory.sqlite", embedder: embedder, limits: limits)
            try await memory.remember(.sample("a", "apples"))
            #expect(try await memory.search("apples", limit: 1).count == 1)
            #expect(embedder.count.withLock { $0 } == 0)
            try await memory.shutdown()
        }
    }

    /// By words alone the second is best, by likeness alone the first; together both are found.
    @Test func findsByWordsAndByLikeness() async throws {
        try await withTemporaryFolder { folder in
            let memory = try await MemoryBus.open(at: folder + "/memory.sqlite")
            try await memory.remember([
                .sample("like", "configuring configurations"), .sample("word", "the configure step"),
                .sample("none", "zzz"),
            ])
            func ids(_ mode: MemorySearchMode) async throws -> Set<String> {
                let found = try await memory.search("configure", limit: 2, filter: .everything, mode: mode)
                return Set(found.map(\.record.id))
            }
            #expect(try await ids(.text) == ["word"])
            #expect(try await ids(.vector) == ["like", "word"])
            #expect(try await ids(.hybrid) == ["like", "word"])
            let best = try await memory.search("configure", limit: 1)
            #expect(best.first?.record.id == "word")
            try await memory.shutdown()
        }
    }

    @Test func filtersWhatTheIndexDoesNotKnow() async throws {
        try await withTemporaryFolder { folder in
            let memory = try await MemoryBus.open(at: folder + "/memory.sqlite")
            for number in 0..<30 {
                let channel = number == 0 ? MemoryChannel.tool : .input
                try await memory.remember(.sample("\(number)", "same text", channel: channel, time: Int64(number)))
            }
            for mode in MemorySearchMode.allCases {
                let tools = MemoryFilter(channel: .tool)
                #expect(
                    try await memory.search("same text", limit: 1, filter: tools, mode: mode).map(\.record.id) == ["0"])
                let early = MemoryFilter(until: Timestamp(microseconds: 2))
                #expect(try await memory.search("same text", limit: 9, filter: early, mode: mode).count == 2)
            }
            for limit in [Int.max, Int.min, 0, -1] {
                #expect(try await memory.search("same text", limit: limit).count == (limit > 0 ? 30 : 0))
            }
            try await memory.shutdown()
        }
    }

    private func open(
        _ path: String, _ embedder: any Embedder, _ index: any VectorStore
    ) async throws -> MemoryBus {
        let journal = try await EpisodicJournal.open(at: path)
        return try await MemoryBus.open(journal: journal, embedder: embedder, index: index, indexName: "flat")
    }
}
