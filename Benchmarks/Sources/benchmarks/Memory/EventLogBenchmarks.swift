import AgentMemory
import AgentPrimitives
import AgentTelemetry
import Foundation

/// Appending to and reading from the event log's file, against SQLite's C interface used by hand.
enum EventLogBenchmarks {
    static func all() async throws -> [Benchmark] {
        var benchmarks: [Benchmark] = []
        for durability in [SQLiteOptions.Durability.full, .normal] {
            benchmarks += [
                append(durability, events: 100, times: 40, target: .timesPeer(0.7)),
                append(durability, events: 1, times: 400, target: .timesPeer(1 / 1.3)),
                appendAtOnce(durability, width: 64, each: 20),
            ]
        }
        return benchmarks + [try await read(verifies: false), try await read(verifies: true), verify()]
    }

    private static let session = SessionID("ses_benchmark")

    private static func drafts(_ count: Int) throws -> [EventDraft] {
        try (0..<count).map { number in
            try EventDraft(
                kind: EventKind(rawValue: "benchmark.step"),
                payload: ["number": .int(100_000 + number), "text": .string(String(repeating: "x", count: 483))],
                time: Timestamp(microseconds: 1_700_000_000_000_000))
        }
    }

    private static func options(_ durability: SQLiteOptions.Durability) -> SQLiteOptions {
        var options = SQLiteOptions()
        options.durability = durability
        return options
    }

    /// One task appends again and again.
    private static func append(
        _ durability: SQLiteOptions.Durability, events: Int, times: Int, target: Benchmark.Target
    ) -> Benchmark {
        let peer = Benchmark.Peer(name: "SQLite in C") {
            try withFolder { folder in
                let table = RawEventTable(
                    folder + "/raw.sqlite", synchronous: durability == .full ? "FULL" : "NORMAL",
                    payload: try drafts(1)[0].payload)
                for _ in 0..<times { table.append(events) }
                return events * times
            }
        }
        return Benchmark(
            "eventlog/append/\(durability)/\(events) events", .operationsPerSecond, target: target, peer: peer
        ) {
            try await withFolder { folder in
                try await SQLiteEventLog.withLog(at: folder + "/log.sqlite", options: options(durability)) { log in
                    let drafts = try drafts(events)
                    var head = EventHead.empty
                    for _ in 0..<times {
                        head = try await log.append(drafts, to: session, expecting: head.sequence)
                    }
                    return events * times
                }
            }
        }
    }

    /// Many sessions append at once, one event at a time; the peer does it one after the other.
    private static func appendAtOnce(
        _ durability: SQLiteOptions.Durability, width: Int, each: Int
    ) -> Benchmark {
        let peer = Benchmark.Peer(name: "SQLite in C, in turn") {
            try withFolder { folder in
                let table = RawEventTable(
                    folder + "/raw.sqlite", synchronous: durability == .full ? "FULL" : "NORMAL",
                    payload: try drafts(1)[0].payload)
                for _ in 0..<(width * each) { table.append(1) }
                return width * each
            }
        }
        return Benchmark("eventlog/append/\(durability)/\(width) at once", .operationsPerSecond, peer: peer) {
            try await withFolder { folder in
                try await SQLiteEventLog.withLog(at: folder + "/log.sqlite", options: options(durability)) { log in
                    let drafts = try drafts(1)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<width {
                            group.addTask {
                                let session = SessionID("ses_\(number)")
                                for place in 0..<each {
                                    _ = try await log.append(drafts, to: session, expecting: UInt64(place))
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    return width * each
                }
            }
        }
    }

    private static let count = 100_000
    private static let file = FileManager.default.temporaryDirectory.path + "/agent-benchmark-log.sqlite"

    /// Opens a file with one session of 100,000 events and reads it, with or without proving the chain.
    private static func read(verifies: Bool) async throws -> Benchmark {
        if !verifies {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) }
            try await SQLiteEventLog.withLog(at: file) { log in
                let drafts = try drafts(1000)
                for place in 0..<(count / 1000) {
                    _ = try await log.append(drafts, to: session, expecting: UInt64(place * 1000))
                }
            }
        }
        return Benchmark(
            verifies ? "eventlog/read and verify" : "eventlog/read", .operationsPerSecond, target: .atLeast(700_000)
        ) {
            try await SQLiteEventLog.withLog(at: file) { log in
                if verifies { return Int(try await SessionReplayer(log).replay(session, into: Nothing()).events) }
                var next: UInt64 = 1
                while let last = try await log.read(session, from: next, limit: 1000).last { next = last.sequence + 1 }
                return Int(next - 1)
            }
        }
    }

    /// The verification of the whole file: pages, indexes, chain, summaries.
    private static func verify() -> Benchmark {
        Benchmark("eventlog/verify", .operationsPerSecond) {
            try await SQLiteEventLog.withLog(at: file) { log in
                let found = try await log.verify()
                precondition(found.isWhole, "\(found.findings)")
                return found.events
            }
        }
    }

    /// A state that folding does not change.
    private struct Nothing: EventFolding {
        mutating func fold(_ event: Event) throws(ReplayDivergence) {}
    }

    private static func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.path + "/agent-benchmark-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    private static func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.path + "/agent-benchmark-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}
