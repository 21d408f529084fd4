import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct EventLoopTests {
    private actor Resident {
        let loop: EventLoop
        private(set) var count = 0

        init(on loop: EventLoop) {
            self.loop = loop
        }

        nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

        func increment() -> Bool {
            count += 1
            return loop.isCurrent
        }

        /// Suspends off the loop and comes back.
        func leaveAndReturn() async -> [Bool] {
            [loop.isCurrent, await EventLoopTests.elsewhere(loop), loop.isCurrent]
        }

        nonisolated func incrementSynchronously() {
            assumeIsolated { $0.count += 1 }
        }
    }

    @concurrent
    private static func elsewhere(_ loop: EventLoop) async -> Bool { loop.isCurrent }

    @Test(arguments: PollingMechanism.all)
    func `A task that prefers the loop stays on its thread`(polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            let loop = group.loops[0]
            #expect(!loop.isCurrent)
            let places = await withTaskExecutorPreference(loop) {
                var places = [loop.isCurrent]
                await Task.yield()
                places.append(loop.isCurrent)
                await loop.pause(for: .milliseconds(1))
                places.append(loop.isCurrent)
                return places
            }
            #expect(places == [true, true, true])
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `An actor can live on the loop`(polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            let actor = Resident(on: group.loops[0])
            await withTaskGroup(of: Bool.self) { tasks in
                for _ in 0..<100 { tasks.addTask { await actor.increment() } }
                for await isOnLoop in tasks { #expect(isOnLoop) }
            }
            #expect(await actor.count == 100)
            #expect(await actor.leaveAndReturn() == [true, false, true])
            await withTaskExecutorPreference(group.loops[0]) { actor.incrementSynchronously() }
            #expect(await actor.count == 101)
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Timers fire in order on the loop, cancelled ones do not`(polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            let loop = group.loops[0]
            let fired = Recorder<[Int]>([])
            let done = OneShot<Void>()
            // Set on the loop, which fires none of them before all are set.
            try await withTaskExecutorPreference(loop) {
                let now = MonotonicTime.now
                for (number, delay) in [(3, 12), (1, 2), (2, 6)] {
                    _ = loop.schedule(at: now + .milliseconds(delay)) { outcome in
                        fired.change { $0.append(loop.isCurrent && outcome == .fired ? number : -number) }
                        if number == 3 { done.resolve(.success(())) }
                    }
                }
                let cancelled = loop.schedule(at: now + .milliseconds(4)) { _ in fired.change { $0.append(0) } }
                loop.cancel(try #require(cancelled))
            }
            try await done.value(on: loop, limit: nil)
            #expect(fired.value == [1, 2, 3])
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Shutting down ends timers, refuses sockets, and still runs late jobs`(polling: PollingMechanism) async throws
    {
        let group = try EventLoopGroup(loopCount: 2, polling: polling)
        let loop = group.loops[0]
        let outcome = Recorder<EventLoop.TimerOutcome?>(nil)
        _ = loop.schedule(at: .now + .seconds(1000)) { result in outcome.change { $0 = result } }
        await group.shutdown()
        await group.shutdown()
        #expect(outcome.value == .loopStopped)
        #expect(!loop.isCurrent)
        // Late jobs run on a thread made for them, one after the other, and count as the loop's.
        let actor = Resident(on: loop)
        await withTaskGroup(of: Bool.self) { tasks in
            for _ in 0..<100 { tasks.addTask { await actor.increment() } }
            for await isOnLoop in tasks { #expect(isOnLoop) }
        }
        #expect(await actor.count == 100)
        await loop.pause(for: .seconds(1000))
        await expectError(.shutDown) {
            try await TCPConnection.connect(to: Endpoint(host: "127.0.0.1", port: 1), group: group)
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `A pause ends when its task is cancelled`(polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            let loop = group.loops[0]
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await loop.pause(for: .seconds(1000)) }
                tasks.cancelAll()
            }
        }
    }

    @Test(arguments: PollingMechanism.all)
    func `Jobs from many threads all run`(polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            let loop = group.loops[0]
            let count = Recorder(0)
            await withTaskGroup(of: Void.self) { tasks in
                for _ in 0..<2000 {
                    tasks.addTask(executorPreference: loop) {
                        await Task.yield()
                        if loop.isCurrent { count.change { $0 += 1 } }
                    }
                }
            }
            #expect(count.value == 2000)
        }
    }

    @Test func `New connections go round the loops, and stay with the caller's own`() async throws {
        try await withGroup(loopCount: 2) { group in
            #expect(group.next() !== group.next())
            let stayed = await withTaskExecutorPreference(group.loops[1]) {
                group.next() === group.loops[1] && group.next() === group.loops[1]
            }
            #expect(stayed)
        }
    }

    @Test func `The shared group is one and survives shutdown`() async throws {
        let shared = try EventLoopGroup.shared
        await shared.shutdown()
        let again = try EventLoopGroup.shared
        #expect(again === shared)
        await shared.loops[0].pause(for: .milliseconds(1))
    }
}
