internal import AgentMemory
internal import AgentPrimitives

/// A file of vectors that tests write, kill and read again.
enum VectorFile {
    static let dimension = 16
    /// With a graph from few vectors on.
    static var options: SQLiteVectorOptions {
        var options = SQLiteVectorOptions()
        options.graphThreshold = 100
        options.graph.links = 6
        options.graph.exhaustiveLimit = 150
        options.graph.constructionBreadth = 24
        return options
    }

    static func open(_ path: String) async throws -> SQLiteVectorStore {
        try await SQLiteVectorStore.open(at: path, dimension: dimension, options: options)
    }

    /// The vector of a number, the same in every process.
    static func vector(_ number: UInt64) -> [Float] {
        let random = SeededRandomSource(seed: number)
        return (0..<dimension).map { _ in Float(random.next() >> 40) / Float(1 << 24) - 0.5 }
    }

    static func entry(_ number: UInt64) -> VectorEntry {
        VectorEntry(name: "v\(number)", vector: vector(number), tags: ["t\(number % 3)"])
    }

    /// Puts vectors behind those that are there, one after the other, and removes every fifth again.
    static func fill(_ path: String, told: (UInt64) -> Void) async throws {
        let store = try await open(path)
        var number = UInt64(try await store.count()) * 2
        while true {
            number += 1
            try await store.upsert([entry(number)])
            if number.isMultiple(of: 5) { try await store.remove(["v\(number)"]) }
            told(number)
        }
    }
}
