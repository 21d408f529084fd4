import AgentMemory
import AgentRuntime
import Foundation

/// A memory with records in it, for reading.
struct FilledMemory: Sendable {
    let path: String
    let memory: MemoryBus
    let count: Int

    static func open(records count: Int) async throws -> FilledMemory {
        let path = FileManager.default.temporaryDirectory.path + "/agent-benchmark-memory/memory.sqlite"
        try? FileManager.default.removeItem(atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
        let memory = try await MemoryBus.open(at: path)
        for start in stride(from: 0, to: count, by: 500) {
            try await memory.remember((start..<start + 500).map { record($0) })
        }
        return FilledMemory(path: path, memory: memory, count: count)
    }

    /// A few sentences of words that follow a skewed distribution, as texts do.
    static func record(_ number: Int) -> MemoryRecord {
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
        let words = (0..<24).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let share = Double(state >> 11) / Double(UInt64(1) << 53)
            return "word\(Int(4000 * share * share * share))"
        }
        return MemoryRecord(
            id: "record/\(number)", time: Timestamp(microseconds: Int64(number)), channel: .input,
            text: words.joined(separator: " "), tags: ["session:\(number % 100)"])
    }

    /// The slowest of a hundred reads by name, of records anywhere in the journal.
    func gets(quantile: Double) -> Benchmark {
        Benchmark("memory/get/p99", .microseconds, target: .atMost(1000)) {
            let clock = ContinuousClock()
            var times: [Int64] = []
            for number in 0..<2000 {
                let start = clock.now
                let record = try await memory.record("record/\(number * 7919 % count)")
                let (_, attoseconds) = (clock.now - start).components
                precondition(record != nil, "every record is there")
                times.append(attoseconds / 1_000_000_000)
            }
            times.sort()
            return Int(times[Int(Double(times.count) * quantile)])
        }
    }

    func search(_ mode: MemorySearchMode) -> Benchmark {
        Benchmark("memory/search/\(mode)", .operationsPerSecond) {
            for number in 0..<100 {
                let text = "word\(number * 37 % 4000) word\(number) word\(number * 11 % 900)"
                let found = try await memory.search(text, limit: 10, filter: .everything, mode: mode)
                precondition(!found.isEmpty, "something fits")
            }
            return 100
        }
    }
}
