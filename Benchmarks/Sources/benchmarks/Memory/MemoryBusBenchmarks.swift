import AgentMemory
import AgentRuntime
import Foundation

/// Records through a memory bus: durable puts, reads by name, searches.
enum MemoryBusBenchmarks {
    static func all() async throws -> [Benchmark] {
        let filled = try await FilledMemory.open(records: 10_000)
        return [
            puts(atOnce: 1), puts(atOnce: 64, peer: sqlite(perCommit: 64)), batches(of: 256),
            puts(atOnce: 64, likeness: false),
            filled.gets(quantile: 0.99), filled.search(.hybrid), filled.search(.text), filled.search(.vector),
            reopening(filled),
        ]
    }

    /// Every put returns when its record is durable; those that wait share a transaction.
    private static func puts(atOnce width: Int, likeness: Bool = true, peer: Benchmark.Peer? = nil) -> Benchmark {
        let count = 10_000
        let name = "memory/put/\(width) at once" + (likeness ? "" : ", text only")
        return Benchmark(name, .operationsPerSecond, target: width == 64 ? .atLeast(10_000) : nil, peer: peer) {
            try await withMemory(likeness: likeness) { memory in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for lane in 0..<width {
                        group.addTask {
                            for number in stride(from: lane, to: count, by: width) {
                                try await memory.remember(FilledMemory.record(number))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                return count
            }
        }
    }

    private static func batches(of size: Int) -> Benchmark {
        let count = 40 * size
        return Benchmark("memory/put/batches of \(size)", .operationsPerSecond, target: .atLeast(10_000)) {
            try await withMemory { memory in
                for start in stride(from: 0, to: count, by: size) {
                    try await memory.remember((start..<start + size).map { FilledMemory.record($0) })
                }
                return count
            }
        }
    }

    /// A bus over ten thousand records, ready to search.
    private static func reopening(_ memory: FilledMemory) -> Benchmark {
        Benchmark("memory/open/10000 records", .operationsPerSecond) {
            try await MemoryBus.open(at: memory.path).shutdown()
            return 10_000
        }
    }

    /// The same table and full-text index, written by Python's sqlite3 without records, vectors or subscribers around it.
    private static func sqlite(perCommit size: Int) -> Benchmark.Peer {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Peers/sqlite_puts.py").standardizedFileURL.path
        return Benchmark.Peer(name: "python sqlite3, \(size) per commit") {
            let file = FileManager.default.temporaryDirectory.path + "/agent-benchmark-\(UUID().uuidString).sqlite"
            defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) } }
            _ = try ChildProcess.output("python3", [script, file, "10000", "\(size)"])
            return 10_000
        }
    }

    private static func withMemory(
        likeness: Bool = true, _ body: (MemoryBus) async throws -> Int
    ) async throws -> Int {
        let folder = FileManager.default.temporaryDirectory.path + "/agent-benchmark-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var limits = MemoryLimits()
        if !likeness { limits.searchableRecords = 0 }
        let memory = try await MemoryBus.open(at: folder + "/memory.sqlite", limits: limits)
        let count = try await body(memory)
        try await memory.shutdown()
        return count
    }
}
