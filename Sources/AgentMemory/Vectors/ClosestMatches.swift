/// The best of the matches seen so far, in order: closest first, equally close ones by name.
struct ClosestMatches {
    private let limit: Int
    private(set) var matches: [VectorMatch] = []

    init(limit: Int) {
        self.limit = limit
    }

    mutating func insert(_ name: String, similarity: Float) {
        if matches.count == limit, let worst = matches.last {
            guard similarity > worst.similarity || (similarity == worst.similarity && name < worst.name) else { return }
            matches.removeLast()
        }
        let match = VectorMatch(name: name, similarity: similarity)
        var low = 0
        var high = matches.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(matches[middle], match) { low = middle + 1 } else { high = middle }
        }
        matches.insert(match, at: low)
    }

    private static func precedes(_ left: VectorMatch, _ right: VectorMatch) -> Bool {
        left.similarity == right.similarity ? left.name < right.name : left.similarity > right.similarity
    }
}
