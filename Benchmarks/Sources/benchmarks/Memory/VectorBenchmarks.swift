import AgentMemory
import Foundation

/// Vector search beside numpy (exact) and hnswlib (approximate), on the same data in the same run.
///
/// Figures are microseconds for one query of ten, one after the other, on one core. Recall, memory and the time to build are
/// told on standard error when the data is made.
enum VectorBenchmarks {
    private static let count = 100_000
    private static let limit = 10

    /// Makes the data and fills the indexes of the chosen benchmarks only.
    ///
    /// - Parameter prefixes: Beginnings of the names that are chosen; none chooses all.
    static func all(_ prefixes: [String] = []) async throws -> [Benchmark] {
        guard prefixes.isEmpty || prefixes.contains(where: { $0.hasPrefix("vector/") || "vector/".hasPrefix($0) })
        else { return [] }
        let data = VectorData(count: count, queries: 200)
        let peer = try VectorPeer(data)
        if peer == nil {
            tell("left out: the peers of vector/ need Python's numpy and hnswlib; make bench installs them")
        }
        return try await flat(data, peer) + graph(data, peer)
    }

    private static func flat(_ data: VectorData, _ peer: VectorPeer?) async throws -> [Benchmark] {
        let exact = try await truth(data)
        var benchmarks: [Benchmark] = []
        for (name, sieve, precision, target) in [
            ("exact", .bounded, .float32, 8000), ("exact, no sieve", .none, .float32, nil),
            ("int8", .int8(), .float32, 3000), ("float16", .none, .float16, nil), ("bit", .bit(), .float32, nil),
        ] as [(String, VectorSieve, VectorPrecision, Double?)] {
            var options = FlatIndexOptions()
            options.sieve = sieve
            options.precision = precision
            let index = FlatIndex(dimension: data.dimension, options: options)
            try await index.upsert(data.entries)
            tell("vector/flat/\(name): recall \(try await recall(index, data, exact))")
            benchmarks.append(
                Benchmark(
                    "vector/flat/100k × 384/\(name)", .microseconds, target: target.map { .atMost($0) },
                    peer: peer.map { peer in
                        Benchmark.Peer(name: "numpy") { nanoseconds(try peer.ask("flat \(limit)")[0], data) }
                    }
                ) { try await nanosecondsForEach(data) { _ = try await index.search($0, limit: limit) } })
        }
        return benchmarks
    }

    private static func graph(_ data: VectorData, _ peer: VectorPeer?) async throws -> [Benchmark] {
        let options = HNSWOptions()
        let index = HNSWIndex(dimension: data.dimension, options: options)
        let clock = ContinuousClock()
        let start = clock.now
        try await index.upsert(data.entries)
        tell("vector/hnsw: built in \(clock.now - start)")
        let exact = try await truth(data)
        let own = try await sufficient { breadth in try await recall(index, data, exact, breadth: breadth) }
        tell("vector/hnsw: recall \(own.recall) at breadth \(own.breadth)")
        guard let peer else { return [search(index, data, breadth: own.breadth, peer: nil)] }
        let built = try peer.ask("build \(options.links) \(options.constructionBreadth)")
        tell("hnswlib: built in \(built[0]) s, \(built[1] / 1e6) MB")
        let other = try await sufficient { breadth in try peer.ask("hnsw \(limit) \(breadth)")[1] }
        tell("hnswlib: recall \(other.recall) at breadth \(other.breadth)")
        return [
            search(
                index, data, breadth: own.breadth,
                peer: Benchmark.Peer(name: "hnswlib") {
                    nanoseconds(try peer.ask("hnsw \(limit) \(other.breadth)")[0], data)
                })
        ]
    }

    private static func search(
        _ index: HNSWIndex, _ data: VectorData, breadth: Int, peer: Benchmark.Peer?
    ) -> Benchmark {
        Benchmark("vector/hnsw/100k × 384/recall ≥ 0.99", .microseconds, target: .timesPeer(0.5), peer: peer) {
            try await nanosecondsForEach(data) {
                _ = try await index.search($0, limit: limit, tags: [], breadth: breadth)
            }
        }
    }
}

// MARK: - Recall

extension VectorBenchmarks {
    private static func truth(_ data: VectorData) async throws -> [Set<String>] {
        let index = FlatIndex(dimension: data.dimension)
        try await index.upsert(data.entries)
        var names: [Set<String>] = []
        for query in data.queries { names.append(Set(try await index.search(query, limit: limit).map(\.name))) }
        return names
    }

    private static func recall(
        _ index: any VectorStore, _ data: VectorData, _ exact: [Set<String>], breadth: Int? = nil
    ) async throws -> Double {
        var found = 0
        for (query, names) in zip(data.queries, exact) {
            let matches =
                if let breadth, let graph = index as? HNSWIndex {
                    try await graph.search(query, limit: limit, tags: [], breadth: breadth)
                } else {
                    try await index.search(query, limit: limit, tags: [])
                }
            found += names.intersection(matches.map(\.name)).count
        }
        return Double(found) / Double(limit * exact.count)
    }

    /// The least breadth whose recall is 0.99.
    private static func sufficient(
        _ recall: (Int) async throws -> Double
    ) async throws -> (breadth: Int, recall: Double) {
        var last = (breadth: limit, recall: 0.0)
        for breadth in [10, 12, 16, 20, 24, 28, 32, 40, 48, 64, 80, 96, 128, 192, 256, 384, 512] {
            last = (breadth, try await recall(breadth))
            if last.recall >= 0.99 { break }
        }
        return last
    }
}

// MARK: - Figures

extension VectorBenchmarks {
    private static func nanosecondsForEach(
        _ data: VectorData, _ body: ([Float]) async throws -> Void
    ) async throws -> Int {
        let clock = ContinuousClock()
        let start = clock.now
        for query in data.queries { try await body(query) }
        let (seconds, attoseconds) = (clock.now - start).components
        return nanoseconds(Double(seconds) + Double(attoseconds) / 1e18, data)
    }

    private static func nanoseconds(_ seconds: Double, _ data: VectorData) -> Int {
        Int(seconds * 1e9 / Double(data.queries.count))
    }

    private static func tell(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
