/// An exact vector store in memory: a search compares the query with every vector.
///
/// The right choice up to some ten thousand vectors, where it answers in about a millisecond, needs no training and never
/// misses. Nothing is stored on disk; ``MemoryBus`` rebuilds it from its journal.
public actor FlatIndex: VectorStore {
    /// The number of components of every vector.
    public nonisolated let dimension: Int
    private let capacity: Int
    private var table: VectorTable

    /// Makes an empty index for at most `capacity` vectors of `dimension` components.
    ///
    /// - Precondition: `dimension` is positive.
    public init(dimension: Int, capacity: Int = 200_000) {
        precondition(dimension > 0, "A vector has at least one component; found dimension \(dimension)")
        self.dimension = dimension
        self.capacity = capacity
        table = VectorTable(dimension: dimension)
    }

    /// The number of vectors.
    public var count: Int { table.count }

    /// Keeps vectors, all or none; one whose name is taken is replaced.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a vector of another dimension or with a component that is not a finite number;
    ///   `full` when there would be more than the capacity.
    public func upsert(_ entries: [VectorEntry]) throws(MemoryError) {
        for entry in entries { try check(entry.vector, "the vector '\(entry.name)'") }
        let added = Set(entries.map(\.name)).filter { !table.contains($0) }.count
        guard table.count + added <= capacity else {
            throw MemoryError(
                .full,
                "the index holds \(table.count) of at most \(capacity) vectors, \(added) more do not fit; remove some")
        }
        for entry in entries { table.upsert(entry) }
    }

    /// Forgets vectors; names that are not there are passed over.
    public func remove(_ names: [String]) {
        for name in names { table.remove(name) }
    }

    /// The closest vectors that carry all of `tags`, closest first; among equally close ones the smaller name comes first.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a query of another dimension or with a component that is not a finite number.
    public func search(_ query: [Float], limit: Int, tags: Set<String> = []) throws(MemoryError) -> [VectorMatch] {
        try check(query, "the query")
        return table.search(query, limit: limit, tags: tags)
    }

    private func check(_ vector: [Float], _ what: String) throws(MemoryError) {
        guard vector.count == dimension else {
            throw MemoryError(
                .invalid, "\(what) has \(vector.count) components, expected \(dimension); use one embedder for all")
        }
        guard let position = vector.firstIndex(where: { !$0.isFinite }) else { return }
        throw MemoryError(.invalid, "component \(position) of \(what) is \(vector[position]), expected a finite number")
    }
}
