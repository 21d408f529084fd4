internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct SQLiteVectorStoreTests {
    private func entries(_ numbers: Range<UInt64>) -> [VectorEntry] { numbers.map { VectorFile.entry($0) } }

    @Test func findsTheSameAfterOpeningAgain() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/deep/vectors.sqlite"
            let first = try await VectorFile.open(path)
            try await first.upsert(entries(0..<900))
            try await first.remove((0..<300).map { "v\($0)" })
            try await first.upsert([VectorEntry(name: "v7", vector: VectorFile.vector(700), tags: ["again"])])
            let queries = (9000..<9030).map { VectorFile.vector($0) }
            var expected: [[VectorMatch]] = []
            for query in queries { expected.append(try await first.search(query, limit: 10, tags: [])) }
            try await first.shutdown()

            let second = try await VectorFile.open(path)
            #expect(try await second.count() == 601)
            for (query, matches) in zip(queries, expected) {
                #expect(try await second.search(query, limit: 10) == matches)
            }
            #expect(try await second.search(queries[0], limit: 9, tags: ["again"]).map(\.name) == ["v7"])
            try await second.shutdown()
        }
    }

    /// Vectors wait for their place in the graph; answers have them all the same.
    @Test func findsVectorsThatWait() async throws {
        try await withTemporaryFolder { folder in
            var options = VectorFile.options
            options.graphThreshold = 500
            options.linkedPerChange = 100
            let store = try await SQLiteVectorStore.open(
                at: folder + "/v.sqlite", dimension: VectorFile.dimension, options: options)
            try await store.upsert(entries(0..<499))
            for number in 500..<510 as Range<UInt64> {
                try await store.upsert([VectorFile.entry(number)])
                for asked in [number, 3, 498] {
                    let found = try await store.search(VectorFile.vector(asked), limit: 1)
                    #expect(found.map(\.name) == ["v\(asked)"])
                }
            }
            try await store.finishGraph()
            #expect(try await store.search(VectorFile.vector(509), limit: 1).map(\.name) == ["v509"])
            try await store.shutdown()
        }
    }

    @Test func seesWhatAnotherConnectionWrites() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/vectors.sqlite"
            let one = try await VectorFile.open(path)
            let other = try await VectorFile.open(path)
            for number in 0..<40 as Range<UInt64> {
                let (writer, reader) = number.isMultiple(of: 2) ? (one, other) : (other, one)
                try await writer.upsert([VectorFile.entry(number)])
                #expect(try await reader.search(VectorFile.vector(number), limit: 1).map(\.name) == ["v\(number)"])
                if number > 5 { try await reader.remove(["v\(number - 5)"]) }
            }
            #expect(try await one.count() == other.count())
            try await one.shutdown()
            try await other.shutdown()
        }
    }

    @Test func takesTwoSpellingsOfANameAsOne() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/vectors.sqlite"
            for name in ["caf\u{E9}", "cafe\u{301}", "caf\u{E9}"] {
                let store = try await VectorFile.open(path)
                try await store.upsert([VectorEntry(name: name, vector: VectorFile.vector(1), tags: [name])])
                try await store.upsert([VectorEntry(name: name, vector: VectorFile.vector(2))])
                #expect(try await store.count() == 1)
                try await store.shutdown()
            }
            let store = try await VectorFile.open(path)
            try await store.remove(["cafe\u{301}"])
            try await store.shutdown()
            let empty = try await VectorFile.open(path)
            #expect(try await empty.count() == 0)
            try await empty.shutdown()
        }
    }

    @Test func refusesToOpenAFileOfAnotherKind() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/vectors.sqlite"
            try await VectorFile.open(path).shutdown()
            var metric = VectorFile.options
            metric.graph.metric = .dot
            var seed = VectorFile.options
            seed.graph.seed = 5
            for (dimension, options) in [(17, VectorFile.options), (16, metric), (16, seed), (0, metric)] {
                let error = await #expect(throws: MemoryError.self) {
                    try await SQLiteVectorStore.open(at: path, dimension: dimension, options: options)
                }
                #expect(error?.code == .invalid)
            }
            try await EpisodicJournal.open(at: folder + "/journal.sqlite").shutdown()
            let error = await #expect(throws: MemoryError.self) {
                try await VectorFile.open(folder + "/journal.sqlite")
            }
            #expect(error?.code == .storage)
        }
    }

    @Test func readsAFileThatMayNotBeWritten() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/vectors.sqlite"
            let writer = try await VectorFile.open(path)
            try await writer.upsert(entries(0..<10))
            try await writer.shutdown()
            var options = VectorFile.options
            options.file.access = .readOnly
            let reader = try await SQLiteVectorStore.open(at: path, dimension: VectorFile.dimension, options: options)
            #expect(try await reader.search(VectorFile.vector(3), limit: 1).map(\.name) == ["v3"])
            let error = await #expect(throws: MemoryError.self) { try await reader.upsert(entries(10..<11)) }
            #expect(error?.code == .readOnly)
            try await reader.shutdown()
        }
    }

    @Test func refusesCallsAfterShutdown() async throws {
        try await withTemporaryFolder { folder in
            let store = try await VectorFile.open(folder + "/vectors.sqlite")
            try await store.shutdown()
            try await store.shutdown()
            await expectClosed { try await store.upsert([VectorFile.entry(1)]) }
            await expectClosed { try await store.remove(["v1"]) }
            await expectClosed { _ = try await store.search(VectorFile.vector(1), limit: 1) }
            await expectClosed { _ = try await store.count() }
        }
    }

    private func expectClosed(_ call: () async throws -> Void) async {
        let error = await #expect(throws: MemoryError.self) { try await call() }
        #expect(error?.code == .closed)
    }
}
