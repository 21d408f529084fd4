internal import AgentPrimitives
internal import Synchronization
internal import Testing

@testable internal import AgentMemory

@Suite struct CachedEmbedderTests {
    /// Makes a vector of a text's length, and notes what it was asked for.
    private final class NotingEmbedder: Embedder {
        let dimension = 2
        let identity: String
        private let asked = Mutex<[[String]]>([])

        var batches: [[String]] { asked.withLock { $0 } }

        init(identity: String = "noting") {
            self.identity = identity
        }

        func embed(_ texts: [String]) async throws -> [[Float]] {
            asked.withLock { $0.append(texts) }
            if texts.contains("fail") { throw MemoryError(.embedding, "asked to fail") }
            return texts.filter { $0 != "lose" }.map { [Float($0.utf8.count), 1] }
        }
    }

    @Test func asksOnceForEachText() async throws {
        let base = NotingEmbedder()
        let embedder = CachedEmbedder(base)
        #expect(try await embedder.embed(["a", "bb", "a"]) == [[1, 1], [2, 1], [1, 1]])
        #expect(try await embedder.embed(["bb", "ccc", "a"]) == [[2, 1], [3, 1], [1, 1]])
        #expect(try await embedder.embed([]).isEmpty)
        #expect(base.batches == [["a", "bb"], ["ccc"]])
        let statistics = await embedder.statistics
        #expect(statistics.hits == 2)
        #expect(statistics.misses == 3)
    }

    @Test func forgetsWhatWasUsedLeastLately() async throws {
        let base = NotingEmbedder()
        var limits = EmbeddingCacheLimits()
        limits.bytes = 2 * 2 * 4
        let embedder = CachedEmbedder(base, limits: limits)
        for text in ["a", "bb", "a", "ccc", "a", "bb"] { _ = try await embedder.embed([text]) }
        #expect(base.batches == [["a"], ["bb"], ["ccc"], ["bb"]])
        #expect(await embedder.statistics.evictions == 2)
    }

    @Test func answersAlsoWhereNothingMayBeKept() async throws {
        var limits = EmbeddingCacheLimits()
        limits.entries = 0
        let embedder = CachedEmbedder(NotingEmbedder(), limits: limits)
        #expect(try await embedder.embed(["a", "a"]) == [[1, 1], [1, 1]])
    }

    @Test func keepsNothingOfAFailure() async throws {
        let base = NotingEmbedder()
        let embedder = CachedEmbedder(base)
        await #expect(throws: MemoryError.self) { try await embedder.embed(["a", "fail"]) }
        let lost = await #expect(throws: MemoryError.self) { try await embedder.embed(["a", "lose"]) }
        #expect(lost?.code == .embedding)
        #expect(try await embedder.embed(["a"]) == [[1, 1]])
        #expect(base.batches.count == 3)
    }

    @Test func outlastsTheProcessInAFile() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/embeddings.sqlite"
            for round in 0..<2 {
                let base = NotingEmbedder()
                let file = try await SQLiteEmbeddingCache.open(at: path)
                let embedder = CachedEmbedder(base, file: file)
                #expect(try await embedder.embed(["a", "bb"]) == [[1, 1], [2, 1]])
                #expect(base.batches.count == 1 - round)
                let other = NotingEmbedder(identity: "other")
                _ = try await CachedEmbedder(other, file: file).embed(["a\(round)"])
                #expect(other.batches.count == 1)
                try await file.shutdown()
                // Without its file the cache is slower, not broken.
                #expect(try await embedder.embed(["dddd"]) == [[4, 1]])
                #expect(await embedder.statistics.fileFailures == 2)
            }
        }
    }

    @Test func makesDamagedVectorsAgain() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/embeddings.sqlite"
            for damage in ["UPDATE vectors SET checksum = 1", "UPDATE vectors SET components = x'00'", "SELECT 1"] {
                let base = NotingEmbedder()
                let file = try await SQLiteEmbeddingCache.open(at: path)
                #expect(try await CachedEmbedder(base, file: file).embed(["a"]) == [[1, 1]])
                #expect(base.batches.count == 1)
                try await file.shutdown()
                try SQLiteConnection(path: path, options: SQLiteOptions()).execute(damage)
            }
        }
    }

    @Test func keepsNoMoreInAFileThanItsLimit() async throws {
        try await withTemporaryFolder { folder in
            var limits = EmbeddingCacheLimits()
            limits.entries = 3
            let file = try await SQLiteEmbeddingCache.open(at: folder + "/embeddings.sqlite", limits: limits)
            let keys = (0..<5).map { SHA256Digest(of: [UInt8($0)]) }
            try await file.put(keys[0..<3].map { ($0, [1, 2]) })
            #expect(try await file.vectors([keys[0]], dimension: 2) == [keys[0]: [1, 2]])
            try await file.put(keys[3..<5].map { ($0, [3, 4]) })
            #expect(try await file.count() == 3)
            #expect(try await Set(file.vectors(keys, dimension: 2).keys) == [keys[0], keys[3], keys[4]])
            #expect(try await file.vectors(keys, dimension: 3).isEmpty)
            try await file.shutdown()
        }
    }
}
