/// What a vector store takes.
struct VectorRules: Sendable {
    /// Below it the products of two vectors are finite, and so is every sum of them.
    private static let longest = 1e18
    /// Up to it the sums of products of bytes fit into 32 bits.
    static let dimensions = 1...65_536

    let dimension: Int
    let metric: VectorMetric
    let capacity: Int

    /// Demands a dimension that the kernels can work with.
    func requireDimension() {
        precondition(
            Self.dimensions.contains(dimension),
            "A vector has 1 to \(Self.dimensions.upperBound) components; found dimension \(dimension)")
    }

    /// Checks entries that are to be put into a table.
    func check(_ entries: [VectorEntry], in table: EntryTable) throws(MemoryError) {
        for entry in entries { try check(entry.vector, "the vector '\(entry.name)'") }
        let added = Set(entries.map(\.name)).filter { !table.contains($0) }.count
        guard table.count + added <= capacity else {
            throw MemoryError(
                .full,
                "the store holds \(table.count) of at most \(capacity) vectors, \(added) more do not fit; remove some")
        }
    }

    func check(_ vector: [Float], _ what: String) throws(MemoryError) {
        guard vector.count == dimension else {
            throw MemoryError(
                .invalid, "\(what) has \(vector.count) components, expected \(dimension); use one embedder for all")
        }
        if let position = vector.firstIndex(where: { !$0.isFinite }) {
            throw MemoryError(
                .invalid, "component \(position) of \(what) is \(vector[position]), expected a finite number")
        }
        guard metric != .cosine else { return }
        let length = UnitVector.length(of: vector)
        guard length <= Self.longest else {
            throw MemoryError(
                .invalid, "\(what) is \(length) long, expected at most \(Self.longest); scale all vectors down")
        }
    }
}
