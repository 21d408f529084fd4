internal import AgentMemory
internal import AgentPrimitives
internal import Synchronization
internal import Testing

@Suite struct MemoryBusTests {
    /// An embedder that a test can break.
    private final class FragileEmbedder: Embedder {
        struct Broken: Error {}

        let dimension = 384
        let isBroken = Mutex(false)

        func embed(_ texts: [String]) async throws -> [[Float]] {
            if isBroken.withLock({ $0 }) { throw Broken() }
            return await LocalEmbedder().embed(texts)
        }
    }

    @Test func remembersListsAndFinds() async throws {
        try await withTemporaryFolder { folder in
            let memory = try await MemoryBus.open(at: folder + "/memory.sqlite")
            try await memory.remember(.sample("a", "The tests run with make test.", channel: .input, tags: ["build"]))
            try await memory.remember(.sample("b", "Bananas are yellow.", channel: .output))
            #expect(try await memory.recent(9).map(\.id) == ["b", "a"])
            #expect(try await memory.recent(9, in: .input).map(\.id) == ["a"])
            let matches = try await memory.search("how are tests run", limit: 5)
            #expect(matches.first?.record.id == "a")
            #expect(matches.allSatisfy { $0.score > 0 && $0.score <= 1 })
            #expect(try await memory.search("bananas", limit: 5, tags: ["build"]).allSatisfy { $0.record.id == "a" })
            #expect(try await memory.search("anything", limit: 0).isEmpty)
            #expect(try await memory.search("?!", limit: 5).isEmpty)
            try await memory.shutdown()
        }
    }

    @Test func replacesARecordEverywhere() async throws {
        try await withTemporaryFolder { folder in
            let memory = try await MemoryBus.open(at: folder + "/memory.sqlite")
            for text in ["apples", "pears"] { try await memory.remember(.sample("a", text)) }
            #expect(try await memory.recent(9).map(\.text) == ["pears"])
            #expect(try await memory.search("pears", limit: 5).map(\.record.text) == ["pears"])
            #expect(try await memory.search("apples", limit: 5).allSatisfy { $0.score < 0.5 })
            try await memory.shutdown()
        }
    }

    @Test func findsItsRecordsAfterARestart() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let first = try await MemoryBus.open(at: path)
            for number in 0..<600 { try await first.remember(.sample("\(number)", "note number \(number)")) }
            let before = try await first.search("number 77", limit: 5)
            try await first.shutdown()

            let second = try await MemoryBus.open(at: path)
            #expect(try await second.search("number 77", limit: 5) == before)
            #expect(try await second.recent(3).map(\.id) == ["599", "598", "597"])
            #expect(try await second.recent(1000).count == 600)
            try await second.shutdown()
        }
    }

    @Test func keepsMoreThanItHoldsAtHand() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            var limits = MemoryLimits()
            limits.volatile.records = 2
            limits.searchableRecords = 3
            let first = try await MemoryBus.open(at: path, limits: limits)
            for name in ["a", "b", "c", "d"] {
                try await first.remember(.sample(name, "word\(name)", channel: name == "a" ? .tool : .input))
            }
            try await expectTheNewest(first)
            try await first.shutdown()
            let second = try await MemoryBus.open(at: path, limits: limits)
            try await expectTheNewest(second)
            try await second.remember(.sample("b", "worde"))
            try await second.remember(.sample("e", "worde"))
            #expect(try await found(second) == ["b", "d", "e"])
            try await second.shutdown()
        }
    }

    private func expectTheNewest(_ memory: MemoryBus) async throws {
        #expect(try await memory.recent(9).map(\.id) == ["d", "c", "b", "a"])
        #expect(try await memory.recent(1, in: .tool).map(\.id) == ["a"])
        #expect(try await found(memory) == ["b", "c", "d"])
    }

    private func found(_ memory: MemoryBus) async throws -> [String] {
        try await memory.search(
            "worda wordb wordc wordd worde", limit: 9, filter: .everything, mode: .vector
        ).map(\.record.id).sorted()
    }

    @Test func keepsTheOrderOfConcurrentCalls() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let memory = try await MemoryBus.open(at: path)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask { try await memory.remember(.sample("\(number % 40)", "\(number)")) }
                }
                try await group.waitForAll()
            }
            let atHand = try await memory.recent(99)
            #expect(atHand.count == 40)
            try await memory.shutdown()
            let journal = try await EpisodicJournal.open(at: path)
            #expect(try await journal.tail(99).reversed().map(\.record) == atHand)
            try await journal.shutdown()
        }
    }

    @Test func refusesARecordOutOfBounds() async throws {
        try await withTemporaryFolder { folder in
            var limits = MemoryLimits()
            limits.recordBytes = 100
            let memory = try await MemoryBus.open(at: folder + "/memory.sqlite", limits: limits)
            for record in [MemoryRecord.sample("a", String(repeating: "x", count: 100)), .sample("")] {
                let error = await #expect(throws: MemoryError.self) { try await memory.remember(record) }
                #expect(error?.code == .invalid)
            }
            #expect(try await memory.recent(9).isEmpty)
            try await memory.shutdown()
        }
    }

    @Test func keepsARecordThatCannotBeEmbedded() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let embedder = FragileEmbedder()
            let memory = try await MemoryBus.open(at: path, embedder: embedder)
            embedder.isBroken.withLock { $0 = true }
            let error = await #expect(throws: MemoryError.self) { try await memory.remember(.sample("a", "apples")) }
            #expect(error?.code == .embedding)
            #expect(try await memory.recent(9).map(\.id) == ["a"])
            embedder.isBroken.withLock { $0 = false }
            let filter = MemoryFilter.everything
            #expect(try await memory.search("apples", limit: 9, filter: filter, mode: .vector).isEmpty)
            #expect(try await memory.search("apples", limit: 9).map(\.record.id) == ["a"])
            try await memory.shutdown()

            let again = try await MemoryBus.open(at: path)
            let found = try await again.search("apples", limit: 9, filter: .everything, mode: .vector)
            #expect(found.map(\.record.id) == ["a"])
            try await again.shutdown()
        }
    }

    @Test func refusesPartsThatDoNotFit() async throws {
        try await withTemporaryFolder { folder in
            let journal = try await EpisodicJournal.open(at: folder + "/memory.sqlite")
            let error = await #expect(throws: MemoryError.self) {
                _ = try await MemoryBus.open(
                    journal: journal, embedder: LocalEmbedder(), index: FlatIndex(dimension: 3))
            }
            #expect(error?.code == .invalid)
            try await journal.shutdown()
        }
    }

    @Test func refusesToRememberAfterShutdown() async throws {
        try await withTemporaryFolder { folder in
            let memory = try await MemoryBus.open(at: folder + "/memory.sqlite")
            try await memory.shutdown()
            let error = await #expect(throws: MemoryError.self) { try await memory.remember(.sample("a")) }
            #expect(error?.code == .closed)
        }
    }
}
