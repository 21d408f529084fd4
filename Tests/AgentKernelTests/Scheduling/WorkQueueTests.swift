import Testing

@testable import AgentKernel

@Suite("WorkQueue")
struct WorkQueueTests {
    private func limits(concurrency: Int, waiting: Int = 100, control: Int = 1, overtake: Int = 2) -> SchedulerLimits {
        var limits = SchedulerLimits()
        limits.concurrency = concurrency
        limits.maximumWaiting = waiting
        limits.controlPlaces = control
        limits.messagesPerBackground = overtake
        return limits
    }

    @Test("work starts at once while there are places, then in order of arrival")
    func firstInFirstOut() {
        var queue = WorkQueue(limits: limits(concurrency: 2))
        #expect(queue.submit(.message) == .admitted(1, start: [1]))
        #expect(queue.submit(.message) == .admitted(2, start: [2]))
        #expect(queue.submit(.message) == .admitted(3, start: []))
        #expect(queue.submit(.message) == .admitted(4, start: []))
        #expect(queue.finish(2) == [3])
        #expect(queue.finish(1) == [4])
        #expect(queue.finish(3) == [])
        #expect(queue.finish(4) == [])
        #expect(queue.isIdle)
    }

    @Test("control work has places of its own")
    func control() {
        var queue = WorkQueue(limits: limits(concurrency: 1))
        #expect(queue.submit(.message) == .admitted(1, start: [1]))
        #expect(queue.submit(.control) == .admitted(2, start: [2]))
        #expect(queue.submit(.control) == .admitted(3, start: []))
        #expect(queue.finish(1) == [])
        #expect(queue.finish(2) == [3])
    }

    @Test("messages overtake background work, but only so many")
    func background() {
        var queue = WorkQueue(limits: limits(concurrency: 1, overtake: 2))
        #expect(queue.submit(.message) == .admitted(1, start: [1]))
        #expect(queue.submit(.background) == .admitted(2, start: []))
        for ticket in 3...6 { #expect(queue.submit(.message) == .admitted(UInt64(ticket), start: [])) }
        #expect(queue.finish(1) == [3])
        #expect(queue.finish(3) == [4])
        #expect(queue.finish(4) == [2])
        #expect(queue.finish(2) == [5])
        #expect(queue.finish(5) == [6])
    }

    @Test("a full queue refuses messages and still takes control work")
    func full() {
        var queue = WorkQueue(limits: limits(concurrency: 1, waiting: 1))
        #expect(queue.submit(.message) == .admitted(1, start: [1]))
        #expect(queue.submit(.message) == .admitted(2, start: []))
        #expect(queue.submit(.message) == .refusedFull)
        #expect(queue.submit(.background) == .refusedFull)
        #expect(queue.submit(.control) == .admitted(3, start: [3]))
    }

    @Test("withdrawn work never starts, started work cannot be withdrawn")
    func withdraw() {
        var queue = WorkQueue(limits: limits(concurrency: 1))
        #expect(queue.submit(.message) == .admitted(1, start: [1]))
        #expect(queue.submit(.message) == .admitted(2, start: []))
        #expect(queue.submit(.message) == .admitted(3, start: []))
        #expect(queue.withdraw(2) == true)
        #expect(queue.withdraw(2) == false)
        #expect(queue.withdraw(1) == false)
        #expect(queue.finish(1) == [3])
    }

    @Test("a closed queue takes nothing new and finishes what waits")
    func closed() {
        var queue = WorkQueue(limits: limits(concurrency: 1))
        #expect(queue.submit(.message) == .admitted(1, start: [1]))
        #expect(queue.submit(.message) == .admitted(2, start: []))
        queue.close()
        #expect(queue.submit(.control) == .refusedClosed)
        #expect(queue.finish(1) == [2])
    }

    @Test("finishing twice gives no place twice")
    func doubleFinish() {
        var queue = WorkQueue(limits: limits(concurrency: 1))
        #expect(queue.submit(.message) == .admitted(1, start: [1]))
        #expect(queue.submit(.message) == .admitted(2, start: []))
        #expect(queue.submit(.message) == .admitted(3, start: []))
        #expect(queue.finish(1) == [2])
        #expect(queue.finish(1) == [])
    }
}
