import Synchronization
import Testing

@testable import AgentKernel

/// Counts work that runs at the same time.
private final class Gauge: Sendable {
    private let counts = Mutex((now: 0, most: 0, total: 0))

    var most: Int { counts.withLock { $0.most } }
    var total: Int { counts.withLock { $0.total } }

    func enter() {
        counts.withLock { counts in
            counts.now += 1
            counts.total += 1
            counts.most = max(counts.most, counts.now)
        }
    }

    func leave() {
        counts.withLock { $0.now -= 1 }
    }
}

@Suite("Scheduler")
struct SchedulerTests {
    private func scheduler(concurrency: Int) -> Scheduler {
        var limits = SchedulerLimits()
        limits.concurrency = concurrency
        return Scheduler(limits: limits)
    }

    @Test("no more work runs at once than there are places, and all of it runs")
    func bounded() async throws {
        let scheduler = scheduler(concurrency: 3)
        let gauge = Gauge()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await scheduler.run(.message) {
                        gauge.enter()
                        await Task.yield()
                        gauge.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        await scheduler.drain()
        #expect(gauge.total == 200)
        #expect(gauge.most <= 3)
    }

    @Test("work that is cancelled while it waits never runs and gives its turn on")
    func cancelWaiting() async throws {
        let scheduler = scheduler(concurrency: 1)
        let gate = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let entered = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: Never.self) {
                    try await scheduler.run(.message) {
                        entered.continuation.finish()
                        for await _ in gate.stream {}
                    }
                }
            }
            for await _ in entered.stream {}
            await withTaskGroup(of: Void.self) { waiting in
                waiting.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await scheduler.run(.message) { Issue.record("cancelled work ran") }
                    }
                }
                waiting.cancelAll()
            }
            gate.continuation.finish()
        }
        let result = try await scheduler.run(.background) { 7 }
        #expect(result == 7)
    }

    @Test("a closed scheduler refuses work by name")
    func closed() async {
        let scheduler = Scheduler()
        scheduler.close()
        let error = await #expect(throws: KernelError.self) { try await scheduler.run(.message) {} }
        #expect(error?.code == .closed)
    }
}
