internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct MemoryBusLifeTests {
    private let time = ManualTime(100)

    @Test func forgetsEverywhereWhatIsErased() async throws {
        try await withMemory { memory in
            try await memory.remember([
                .sample("a", "apples", tags: ["x"]), .sample("b", "apples too", tags: ["x"]),
                .sample("c", "apples three"),
            ])
            #expect(try await memory.erase(.matching(MemoryFilter(tags: ["x"]))).sorted() == ["a", "b"])
            #expect(try await memory.erase(.records(["a"])) == [])
            #expect(try await memory.recent(9).map(\.id) == ["c"])
            #expect(try await memory.record("a") == nil)
            for mode in MemorySearchMode.allCases {
                let found = try await memory.search("apples", limit: 9, filter: .everything, mode: mode)
                #expect(found.map(\.record.id) == ["c"])
            }
            #expect(try await memory.statistics().searchable == 1)
            try await memory.remember(.sample("a", "apples again"))
            #expect(try await memory.recent(9).map(\.id) == ["a", "c"])
        }
    }

    @Test func forgetsWhatIsExpired() async throws {
        try await withMemory { memory in
            try await memory.remember([.sample("a", "apples", expiry: 200), .sample("b", "apples", expiry: 300)])
            time.set(200)
            #expect(try await memory.record("a") == nil)
            #expect(try await memory.recent(9).map(\.id) == ["b"])
            #expect(try await memory.search("apples", limit: 9).map(\.record.id) == ["b"])
            // A clock that is set back brings nothing back, neither here nor after the next opening.
            time.set(100)
            #expect(try await memory.record("a") == nil)
            #expect(try await memory.search("apples", limit: 9).map(\.record.id) == ["b"])
            time.set(300)
            #expect(try await memory.sweep().contains("b"))
            #expect(try await memory.statistics().journal.records == 0)
            #expect(try await memory.statistics().searchable == 0)
        }
    }

    @Test func refusesWhatIsExpiredOnArrival() async throws {
        try await withMemory { memory in
            let error = await #expect(throws: MemoryError.self) { try await memory.remember(.sample("a", expiry: 100)) }
            #expect(error?.code == .invalid)
        }
    }

    @Test func keepsABatchAsAWhole() async throws {
        try await withMemory { memory in
            try await memory.remember([])
            try await memory.remember((0..<1024).map { .sample("\($0 % 1000)", "text \($0)") })
            #expect(try await memory.recent(2000).count == 1000)
            #expect(try await memory.record("5")?.text == "text 1005")
            let tooMany = (0..<1025).map { MemoryRecord.sample("x\($0)") }
            await #expect(throws: MemoryError.self) { try await memory.remember(tooMany) }
            await #expect(throws: MemoryError.self) { try await memory.remember([.sample("good"), .sample("")]) }
            #expect(try await memory.record("good") == nil)
        }
    }

    /// Many callers at once, each told only when its record is durable; the order is one everywhere.
    @Test func takesManyCallersAtOnce() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let memory = try await MemoryBus.open(at: path)
            let other = try await EpisodicJournal.open(at: path)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<100 {
                    group.addTask {
                        for number in 0..<10 {
                            let id = "\(lane)/\(number)"
                            try await memory.remember(.sample(id, "lane\(lane) number\(number)"))
                            if number == 9 {
                                let found = try await other.entries(named: [id])
                                #expect(found.count == 1)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let names = try await memory.recent(200).map(\.id)
            #expect(try await names == other.tail(200).reversed().map(\.record.id))
            #expect(try await memory.statistics().journal.records == 1000)
            try await other.shutdown()
            try await memory.shutdown()
        }
    }

    /// One who is cancelled while others share its transaction takes nothing from them.
    @Test func isNotHarmedByACancelledCaller() async throws {
        try await withMemory { memory in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        if number.isMultiple(of: 2) { withUnsafeCurrentTask { $0?.cancel() } }
                        await #expect(throws: Never.self) { try await memory.remember(.sample("\(number)")) }
                    }
                }
            }
            let kept = try await memory.recent(999).count
            #expect(kept == 200)
        }
    }

    private func withMemory(_ body: (MemoryBus) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let memory = try await MemoryBus.open(at: path, time: time)
            try await body(memory)
            try await memory.shutdown()
            try expectIntegrity(of: path)
        }
    }
}
