import Synchronization
import Testing

@testable import AgentTools

@Suite struct BlockingThreadsTests {
    private final class Busy: Sendable {
        private let now = Atomic(0)
        private let highest = Atomic(0)

        var most: Int { highest.load(ordering: .relaxed) }

        func begin() {
            highest.max(now.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
        }

        func end() {
            now.subtract(1, ordering: .relaxed)
        }
    }

    @Test("More work than threads is all done, by no more threads than allowed")
    func bounded() async throws {
        let threads = BlockingThreads(maximumThreads: 3)
        let busy = Busy()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await threads.run {
                        busy.begin()
                        defer { busy.end() }
                        return (0..<1000).reduce(number, &+)
                    }
                }
            }
            var count = 0
            for try await _ in group { count += 1 }
            #expect(count == 200)
        }
        #expect(busy.most <= 3)
    }

    @Test("Work of a task that is cancelled does not begin")
    func cancelled() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await BlockingThreads.files.run { Issue.record("expected not to run") }
                }
            }
        }
    }
}
