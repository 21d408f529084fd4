import AgentMemory
import Foundation

/// Vectors in clusters, as the texts of an archive on some subjects make them, and queries of the same kind.
///
/// A thousand centers, each component normal; a vector is a center with a normal deviation of `spread` in each component.
struct VectorData: Sendable {
    let dimension: Int
    let vectors: [[Float]]
    let queries: [[Float]]

    init(count: Int, queries: Int, dimension: Int = 384, clusters: Int = 1000, spread: Float = 0.7) {
        self.dimension = dimension
        var random = SplitMix(state: 1)
        let centers = (0..<clusters).map { _ in (0..<dimension).map { _ in random.normal() } }
        let vectors = (0..<(count + queries)).map { _ in
            centers[Int(random.next() % UInt64(clusters))].map { $0 + spread * random.normal() }
        }
        self.vectors = Array(vectors.prefix(count))
        self.queries = Array(vectors.suffix(queries))
    }

    /// The vectors under names, a hundredth of them with each of a hundred labels.
    var entries: [VectorEntry] {
        vectors.enumerated().map {
            VectorEntry(name: "v\($0.offset)", vector: $0.element, tags: ["t\($0.offset % 100)"])
        }
    }

    /// Writes vectors and queries as 32-bit numbers, for a peer.
    func write(to path: String) throws {
        FileManager.default.createFile(atPath: path, contents: nil)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        for vector in vectors + queries { try file.write(contentsOf: vector.withUnsafeBytes { Data($0) }) }
        try file.close()
    }

    private struct SplitMix {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }

        mutating func normal() -> Float {
            let radius = max(Double(next() >> 11) * 0x1p-53, 1e-300)
            let angle = Double(next() >> 11) * 0x1p-53
            return Float((-2 * log(radius)).squareRoot() * cos(2 * .pi * angle))
        }
    }
}
