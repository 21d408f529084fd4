import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct OneShotTests {
    @Test func `The first result wins, before or after the wait begins`() async throws {
        try await withGroup { group in
            let early = OneShot<Int>()
            #expect(early.resolve(.success(1)))
            #expect(!early.resolve(.success(2)))
            let first = try await early.value(on: group.loops[0], limit: nil)
            #expect(first == 1)
            #expect(!early.resolve(.success(3)))

            let late = OneShot<Int>()
            _ = group.loops[0].schedule(at: .now + .milliseconds(1)) { _ in late.resolve(.success(4)) }
            let second = try await late.value(on: group.loops[0], limit: .idle(.seconds(100), .pool))
            #expect(second == 4)
        }
    }

    @Test func `Time limit and cancellation`() async throws {
        try await withGroup { group in
            let loop = group.loops[0]
            await expectError(.timedOut, phase: .pool) {
                try await OneShot<Int>().value(on: loop, limit: .total(.milliseconds(1), .pool))
            }
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await expectError(.cancelled) { try await OneShot<Int>().value(on: loop, limit: nil) }
                }
                tasks.cancelAll()
            }
        }
    }
}
