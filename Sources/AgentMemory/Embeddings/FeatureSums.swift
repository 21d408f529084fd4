/// Signed sums of hashed features, for ``LocalEmbedder``.
///
/// The sign is a bit of the hash, so that features which fall on the same component cancel out on average.
struct FeatureSums {
    private var sums: [Float]

    init(count: Int) {
        sums = [Float](repeating: 0, count: count)
    }

    /// Adds a word, and each run of three and four bytes of it with marks at its ends.
    mutating func add(word: [UInt8], weight: Float) {
        // From a third for one letter to all for six and more.
        let weight = weight * Float(min(word.count, 6)) / 6
        add(hash(word[...], seed: 1), weight)
        let marked = [UInt8(ascii: "<")] + word + [UInt8(ascii: ">")]
        for size in 3...4 where marked.count >= size {
            for start in 0...(marked.count - size) {
                add(hash(marked[start..<start + size], seed: UInt64(size)), weight * 0.35)
            }
        }
    }

    /// The sums dampened to their roots, so that a word said ten times does not drown the others, at length 1.
    var vector: [Float] {
        let dampened = sums.map { $0 < 0 ? -(-$0).squareRoot() : $0.squareRoot() }
        return UnitVector.scaled(dampened, paddedTo: dampened.count)
    }

    private mutating func add(_ hash: UInt64, _ weight: Float) {
        sums[Int(hash % UInt64(sums.count))] += hash >> 63 == 0 ? weight : -weight
    }

    /// FNV-1a, finished as SplitMix64 is, since the low bits of FNV alone are too regular.
    private func hash(_ bytes: ArraySlice<UInt8>, seed: UInt64) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
