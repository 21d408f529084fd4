internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct MemoryBusSubscriptionTests {
    @Test func wakesTheReaderThatWaits() async throws {
        try await withMemory { memory in
            try await withThrowingTaskGroup(of: [UInt64].self) { group in
                let filter = MemoryFilter(tags: ["x"])
                try await memory.withSubscription(to: filter) { updates in
                    group.addTask {
                        var places: [UInt64] = []
                        for await case .remembered(let entry) in updates {
                            places.append(entry.sequence)
                            if places.count == 50 { break }
                        }
                        return places
                    }
                    for number in 0..<100 {
                        try await memory.remember(.sample("\(number)", tags: number.isMultiple(of: 2) ? ["x"] : []))
                    }
                    let places = try await group.next()
                    #expect(places == Array(stride(from: 1, to: 100, by: 2)))
                }
            }
        }
    }

    /// What was missed can be read from the journal, from where the gap says.
    @Test func tellsASlowReaderWhatItMissed() async throws {
        try await withMemory { memory in
            try await memory.remember(.sample("before"))
            try await memory.withSubscription(capacity: 2) { updates in
                for number in 1...5 { try await memory.remember(.sample("\(number)")) }
                var reader = updates.makeAsyncIterator()
                var told: [MemoryUpdate] = []
                for _ in 0..<3 { told += [await reader.next()].compactMap(\.self) }
                #expect(told.last == .lagged(missed: 3, after: 3))
                let missed = try await memory.entries(MemoryQuery(after: 3, limit: 3))
                #expect(missed.map(\.record.id) == ["3", "4", "5"])
                #expect(try await memory.statistics().missed == 3)
                reader = updates.makeAsyncIterator()
            }
            #expect(try await memory.statistics().subscribers == 0)
        }
    }

    @Test func endsWithTheMemory() async throws {
        try await withMemory { memory in
            try await memory.withSubscription { updates in
                try await memory.remember(.sample("a"))
                try await memory.shutdown()
                var count = 0
                for await _ in updates { count += 1 }
                #expect(count == 1)
            }
            let error = await #expect(throws: MemoryError.self) { try await memory.withSubscription { _ in } }
            #expect(error?.code == .closed)
        }
    }

    @Test func endsWhenItsReaderIsCancelled() async throws {
        try await withMemory { memory in
            try await memory.withSubscription { updates in
                let count = await withTaskGroup(of: Int.self) { group in
                    group.addTask {
                        var count = 0
                        for await _ in updates { count += 1 }
                        return count
                    }
                    group.cancelAll()
                    return await group.next()
                }
                #expect(count == 0)
            }
        }
    }

    @Test func takesNoMoreSubscribersThanItMay() async throws {
        var limits = MemoryLimits()
        limits.subscribers = 1
        try await withMemory(limits) { memory in
            try await memory.withSubscription { _ in
                let error = await #expect(throws: MemoryError.self) { try await memory.withSubscription { _ in } }
                #expect(error?.code == .full)
            }
            try await memory.withSubscription { _ in }
        }
    }

    private func withMemory(
        _ limits: MemoryLimits = MemoryLimits(), _ body: (MemoryBus) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let memory = try await MemoryBus.open(at: folder + "/memory.sqlite", limits: limits)
            try await body(memory)
            try await memory.shutdown()
        }
    }
}
