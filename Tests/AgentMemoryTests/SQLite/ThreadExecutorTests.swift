internal import Testing

@testable internal import AgentMemory

@Suite struct ThreadExecutorTests {
    private actor Counter {
        nonisolated let executor: ThreadExecutor
        private var value = 0
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        init() throws { executor = try ThreadExecutor() }

        func increment() -> Int {
            value += 1
            return value
        }

        nonisolated func incrementWithoutHop() -> Int {
            assumeIsolated { actor in
                actor.value += 1
                return actor.value
            }
        }

        func incrementTwice() -> Int {
            _ = incrementWithoutHop()
            return incrementWithoutHop()
        }
    }

    @Test func runsOneJobAtATime() async throws {
        let counter = try Counter()
        let values = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<2000 { group.addTask { await counter.increment() } }
            return await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(values == Set(1...2000))
    }

    @Test func knowsItsOwnThread() async throws {
        #expect(try await Counter().incrementTwice() == 2)
    }

    @Test(.timeLimit(.minutes(1))) func endsWithItsLastReference() async throws {
        weak var executor: ThreadExecutor?
        do {
            let counter = try Counter()
            executor = counter.executor
            #expect(await counter.increment() == 1)
        }
        // The thread lets go after it has answered.
        while executor != nil { await Task.yield() }
    }
}
