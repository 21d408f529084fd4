internal import AgentPrimitives
internal import Synchronization
internal import Testing

@Suite struct TurnGateTests {
    private final class Room: Sendable {
        let people = Mutex(0)
    }

    /// Its calls come to the gate in the order in which the main actor runs them.
    @MainActor private final class Arrivals {
        private let gate = TurnGate()
        private(set) var came: [Int] = []
        private(set) var passed: [Int] = []

        func pass(_ number: Int) async {
            came.append(number)
            await gate.withTurn {
                await Task.yield()
                passed.append(number)
            }
        }
    }

    @Test func letsOneTaskInAtATime() async {
        let gate = TurnGate()
        let room = Room()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    await gate.withTurn {
                        room.people.withLock { people in
                            #expect(people == 0)
                            people += 1
                        }
                        await Task.yield()
                        room.people.withLock { $0 -= 1 }
                    }
                }
            }
        }
        #expect(room.people.withLock { $0 } == 0)
    }

    @Test func letsTasksInInTheirOrder() async {
        let arrivals = Arrivals()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<50 { group.addTask { await arrivals.pass(number) } }
        }
        #expect(await arrivals.passed == arrivals.came)
        #expect(await arrivals.passed.count == 50)
    }

    @Test func passesTheTurnOnWhenTheBodyThrows() async {
        struct Failure: Error {}
        let gate = TurnGate()
        await #expect(throws: Failure.self) {
            try await gate.withTurn { () async throws(Failure) in throw Failure() }
        }
        let value = await gate.withTurn { 7 }
        #expect(value == 7)
    }

    @Test func letsACancelledTaskHaveItsTurn() async {
        let gate = TurnGate()
        let values = await withTaskGroup(of: Int.self) { group in
            for number in 0..<20 { group.addTask { await gate.withTurn { number } } }
            group.cancelAll()
            return await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(values == Set(0..<20))
    }
}
