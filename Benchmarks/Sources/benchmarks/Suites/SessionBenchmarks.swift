import AgentMemory
import AgentRuntime
import AgentTesting
import Foundation

/// Agent turns recorded to SQLite, and their replay.
enum SessionBenchmarks {
    static func all() async throws -> [Benchmark] {
        [
            turns(atOnce: 1), turns(atOnce: 16), try await replay(turns: 10, target: .atLeast(50_000)),
            try await replay(turns: 500, target: nil), opening(withSnapshot: false, target: 1_500_000),
            opening(withSnapshot: true, target: 50_000),
        ]
    }

    /// Opens a file with one session of 100,000 events and brings the session to where it can go on.
    private static func opening(withSnapshot: Bool, target: Double) -> Benchmark {
        let name = withSnapshot ? "session/open/100k events, snapshot" : "session/open/100k events"
        let file = LongSession(withSnapshot: withSnapshot)
        return Benchmark(name, .microseconds, target: .atMost(target)) {
            try await file.prepare()
            let clock = ContinuousClock()
            let start = clock.now
            try await SQLiteEventLog.withLog(at: file.path) { log in
                let state = try await SessionArchive(log: log).state(of: LongSession.id)
                precondition(state.turns >= LongSession.turns)
            }
            let elapsed = clock.now - start
            return Int(elapsed / .nanoseconds(1))
        }
    }

    /// One scripted answer with a tool call, the tool, and the final answer; every turn in a session of its own.
    private static func turns(atOnce width: Int) -> Benchmark {
        let count = 800
        return Benchmark("session/turn/\(width) at once", .operationsPerSecond, target: .atLeast(2000)) {
            try await withTemporaryFolder { folder in
                try await builder(in: folder).run { agent in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<width {
                            group.addTask {
                                for _ in 0..<(count / width) {
                                    let reply = try await agent.ask("What is 6*7?")
                                    precondition(reply.text == "It is 42.", "\(reply)")
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                }
                return count
            }
        }
    }

    /// Folds and proves one session again and again; with many turns every prompt fills its window.
    private static func replay(turns: Int, target: Benchmark.Target?) async throws -> Benchmark {
        let folder = BenchmarkFolder.path + "/replay-\(turns)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let session = try await builder(in: folder).run { agent in
            let session = agent.session()
            for _ in 0..<turns { _ = try await session.ask("What is 6*7?") }
            return session.id
        }
        return Benchmark("session/replay/\(turns) turns", .operationsPerSecond, target: target) {
            try await SQLiteEventLog.withLog(at: folder + "/.agent/sessions.sqlite") { log in
                var events = 0
                for _ in 0..<max(1, 1000 / turns) {
                    events += Int(try await SessionArchive(log: log).replay(session).events)
                }
                return events
            }
        }
    }

    static func builder(in folder: String) -> AgentBuilder {
        var builder = AgentBuilder(workspace: folder, environment: [:])
        builder.model = ModelRegistration(
            name: "scripted", upstreamModel: "scripted", adapter: AlternatingModel(), prices: .free)
        return builder
    }

    private static func withTemporaryFolder<Value>(
        _ body: (String) async throws -> Value
    ) async throws -> Value {
        let folder = BenchmarkFolder.path + "/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }
}
