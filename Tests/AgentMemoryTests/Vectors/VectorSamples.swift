internal import AgentMemory
internal import AgentPrimitives

/// Vectors in clusters, as texts on some subjects make them.
struct VectorSamples {
    private let random: SeededRandomSource
    private let centers: [[Float]]
    private let spread: Float
    let dimension: Int

    init(dimension: Int, clusters: Int = 20, spread: Float = 0.6, seed: UInt64 = 1) {
        let random = SeededRandomSource(seed: seed)
        self.random = random
        self.dimension = dimension
        self.spread = spread
        centers = (0..<clusters).map { _ in (0..<dimension).map { _ in Self.number(random) } }
    }

    /// Another vector near one of the centers.
    func vector() -> [Float] {
        centers[Int(random.next() % UInt64(centers.count))].map { $0 + spread * Self.number(random) }
    }

    func entries(_ numbers: Range<Int>, tags: (Int) -> Set<String> = { _ in [] }) -> [VectorEntry] {
        numbers.map { VectorEntry(name: "v\($0)", vector: vector(), tags: tags($0)) }
    }

    /// About normal, from sums alone, so that every machine makes the same.
    private static func number(_ random: SeededRandomSource) -> Float {
        (0..<4).reduce(0) { sum, _ in sum + Float(random.next() >> 40) / Float(1 << 24) - 0.5 } * 1.7
    }
}
