internal import Testing

@testable internal import AgentMemory

@Suite struct CompactVectorTests {
    @Test func keepsDirections() async {
        let texts = ["the harbour opens at nine", "harbours open at nine", "tickets cost eight euros"]
        let vectors = await LocalEmbedder().embed(texts)
        for left in vectors {
            for right in vectors {
                let exact = zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
                let compact = CompactVector(right).bytes.withUnsafeBytes {
                    CompactVector.similarity(CompactVector(left).components, $0)
                }
                #expect(abs(exact - compact) < 0.02)
            }
        }
    }

    @Test func holdsNoDirectionForNoText() {
        let nothing = CompactVector([Float](repeating: 0, count: 384))
        #expect(nothing.components.allSatisfy { $0 == 0 })
        #expect(nothing.bytes.withUnsafeBytes { CompactVector.similarity(nothing.components, $0) } == 0)
    }

    /// What stands in the file may be anything.
    @Test(arguments: [0, 1, 3, 4, 5, 387, 389, 1000])
    func takesBytesOfAnyLength(_ count: Int) {
        let query = [Float](repeating: 0.05, count: 384)
        let stored = [UInt8](repeating: 0xFF, count: count)
        #expect(stored.withUnsafeBytes { CompactVector.similarity(query, $0) } == 0)
    }
}
