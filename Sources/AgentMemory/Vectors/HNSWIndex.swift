/// An approximate vector store in memory: a search follows the links of a graph (HNSW) and compares with few vectors.
///
/// The right choice above some ten thousand vectors that need not last; ``SQLiteVectorStore`` keeps the same graph on disk.
/// A search finds practically all of the closest, not certainly all. What it finds is compared exactly, so that similarities
/// and their order are as in a ``FlatIndex``; few vectors, and the few that carry rare labels, are compared without the
/// graph. The same calls in the same order make the same graph, and so the same answers, on every machine.
///
/// Labels are looked at on the way, not at the end: a search for five finds five where there are five. Removed vectors
/// stay in the graph as stepping stones until a quarter of it is made of them; then it is repaired in one pass.
public actor HNSWIndex: VectorStore {
    /// The number of components of every vector.
    public nonisolated let dimension: Int
    /// How vectors are compared, kept and linked.
    public nonisolated let options: HNSWOptions
    private let rules: VectorRules
    private var table: GraphedTable

    /// Makes an empty index.
    ///
    /// - Precondition: `dimension` is from 1 to 65,536.
    public init(dimension: Int, options: HNSWOptions = HNSWOptions()) {
        rules = VectorRules(dimension: dimension, metric: options.metric, capacity: options.capacity)
        rules.requireDimension()
        self.dimension = dimension
        self.options = options
        table = GraphedTable(dimension: dimension, options: options)
    }

    /// The number of vectors.
    public var count: Int { table.table.count }

    /// Keeps vectors, all or none; one whose name is taken is replaced.
    ///
    /// Linking takes about half a millisecond for each new vector, in one go: hand over large numbers in parts where others
    /// wait for the index.
    ///
    /// - Throws: ``MemoryError`` as ``FlatIndex/upsert(_:)``.
    public func upsert(_ entries: [VectorEntry]) throws(MemoryError) {
        try rules.check(entries, in: table.table.entries)
        for entry in entries { _ = table.put(entry) }
        table.link(.max)
        _ = table.repairGraph()
    }

    /// Forgets vectors; names that are not there are passed over.
    public func remove(_ names: [String]) {
        for name in names { _ = table.remove(name) }
        _ = table.repairGraph()
    }

    /// The closest vectors that carry all of `tags`, closest first; among equally close ones the smaller name comes first.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a query that ``upsert(_:)`` would not take.
    public func search(_ query: [Float], limit: Int, tags: Set<String> = []) throws(MemoryError) -> [VectorMatch] {
        try search(query, limit: limit, tags: tags, breadth: options.searchBreadth)
    }

    /// As ``search(_:limit:tags:)`` with another number of candidates at hand than ``HNSWOptions/searchBreadth``.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a query that ``upsert(_:)`` would not take.
    public func search(
        _ query: [Float], limit: Int, tags: Set<String> = [], breadth: Int
    ) throws(MemoryError) -> [VectorMatch] {
        try rules.check(query, "the query")
        return table.search(query, limit: limit, tags: tags, breadth: breadth)
    }
}
