/// Signed sums of hashed features, for ``LocalEmbedder``.
///
/// The sign is a bit of the hash, so that features which fall on the same component cancel out on average.
struct FeatureSums {
    private var sums: [Float]
    /// The word at hand with marks at its ends; kept, so that no word allocates.
    private var marked: [UInt8] = []

    init(count: Int) {
        sums = [Float](repeating: 0, count: count)
    }

    /// Adds a word, and each run of three and four bytes of it with marks at its ends.
    mutating func add(word: [UInt8], weight: Float) {
        // From a third for one letter to all for six and more.
        let weight = weight * Float(min(word.count, 6)) / 6
        marked.removeAll(keepingCapacity: true)
        marked.append(UInt8(ascii: "<"))
        marked += word
        marked.append(UInt8(ascii: ">"))
        add(hash(1..<marked.count - 1, seed: 1), weight)
        for size in 3...4 where marked.count >= size {
            for start in 0...(marked.count - size) {
                add(hash(start..<start + size, seed: UInt64(size)), weight * 0.35)
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

    /// FNV-1a of some bytes of the marked word, finished as SplitMix64 is, since the low bits of FNV alone are too regular.
    private func hash(_ places: Range<Int>, seed: UInt64) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for place in places { hash = (hash ^ UInt64(marked[place])) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
