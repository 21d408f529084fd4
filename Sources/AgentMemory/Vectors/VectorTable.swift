/// Unit vectors in one run of memory, with their names and labels; checked values only.
struct VectorTable: Sendable {
    private let dimension: Int
    /// Components of a row, rounded up to whole SIMD registers; the rest are zeros.
    private let stride: Int
    /// Row behind row; every vector scaled to length 1, so that a cosine is a dot product.
    private var components: [Float] = []
    private var names: [String] = []
    private var tags: [Set<String>] = []
    private var rows: [String: Int] = [:]
    private var rowsByTag: [String: Set<Int>] = [:]

    init(dimension: Int) {
        self.dimension = dimension
        stride = (dimension + UnitVector.lanes - 1) / UnitVector.lanes * UnitVector.lanes
    }

    var count: Int { names.count }

    func contains(_ name: String) -> Bool {
        rows[name] != nil
    }

    mutating func upsert(_ entry: VectorEntry) {
        remove(entry.name)
        let row = count
        components += UnitVector.scaled(entry.vector, paddedTo: stride)
        names.append(entry.name)
        tags.append(entry.tags)
        rows[entry.name] = row
        for tag in entry.tags { rowsByTag[tag, default: []].insert(row) }
    }

    /// Removes a row; the last one takes its place, so that the rows stay without gaps.
    mutating func remove(_ name: String) {
        guard let row = rows.removeValue(forKey: name) else { return }
        let last = count - 1
        for tag in tags[row] { unlabel(row, tag) }
        if row != last {
            for tag in tags[last] {
                unlabel(last, tag)
                rowsByTag[tag, default: []].insert(row)
            }
            // One by one: a slice would share the memory and make the write copy all of it.
            for offset in 0..<stride { components[row * stride + offset] = components[last * stride + offset] }
            names[row] = names[last]
            tags[row] = tags[last]
            rows[names[row]] = row
        }
        components.removeLast(stride)
        names.removeLast()
        tags.removeLast()
    }

    private mutating func unlabel(_ row: Int, _ tag: String) {
        rowsByTag[tag]?.remove(row)
        if rowsByTag[tag]?.isEmpty == true { rowsByTag[tag] = nil }
    }

    func search(_ query: [Float], limit: Int, tags wanted: Set<String>) -> [VectorMatch] {
        guard limit > 0, count > 0 else { return [] }
        let query = UnitVector.scaled(query, paddedTo: stride)
        // The label that fewest rows have comes first.
        let labelled = wanted.map { rowsByTag[$0] ?? [] }.sorted { $0.count < $1.count }
        var best = ClosestMatches(limit: min(limit, count))
        components.withUnsafeBufferPointer { components in
            query.withUnsafeBufferPointer { query in
                func consider(_ row: Int) {
                    let vector = UnsafeBufferPointer(rebasing: components[row * stride..<(row + 1) * stride])
                    best.insert(names[row], similarity: UnitVector.dot(vector, query))
                }
                guard let rarest = labelled.first else {
                    for row in 0..<count { consider(row) }
                    return
                }
                // In the order of memory, which reads several times faster than at random.
                let others = labelled.dropFirst()
                for row in rarest.sorted() where others.allSatisfy({ $0.contains(row) }) { consider(row) }
            }
        }
        return best.matches
    }
}
