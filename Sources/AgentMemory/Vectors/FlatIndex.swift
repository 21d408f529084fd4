/// A vector store in memory that compares a query with every vector.
///
/// As it is made without options it is exact: it never misses, and needs no training. A search among 100,000 vectors of 384
/// components takes about three milliseconds, since a sieve of bytes with error bounds spares most exact comparisons; see
/// ``VectorSieve`` for what else there is. Nothing is stored on disk; ``SQLiteVectorStore`` does that.
public actor FlatIndex: VectorStore {
    /// The number of components of every vector.
    public nonisolated let dimension: Int
    /// How vectors are compared and kept.
    public nonisolated let options: FlatIndexOptions
    private let rules: VectorRules
    private var table: VectorTable

    /// Makes an empty, exact index of cosines for at most `capacity` vectors of `dimension` components.
    ///
    /// - Precondition: `dimension` is from 1 to 65,536.
    public init(dimension: Int, capacity: Int = 200_000) {
        var options = FlatIndexOptions()
        options.capacity = capacity
        self.init(dimension: dimension, options: options)
    }

    /// Makes an empty index.
    ///
    /// - Precondition: `dimension` is from 1 to 65,536.
    public init(dimension: Int, options: FlatIndexOptions) {
        rules = VectorRules(dimension: dimension, metric: options.metric, capacity: options.capacity)
        rules.requireDimension()
        self.dimension = dimension
        self.options = options
        let codes: VectorRows.Codes =
            switch options.sieve {
            case .none: .none
            case .bounded, .int8: .bytes
            case .bit: .bits
            }
        table = VectorTable(
            rows: VectorRows(
                dimension: dimension, metric: options.metric, precision: options.precision, codes: codes))
    }

    /// The number of vectors.
    public var count: Int { table.count }

    /// Keeps vectors, all or none; one whose name is taken is replaced.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a vector of another dimension, with a component that is not a finite number,
    ///   or, unless cosines are compared, longer than 1e18; `full` when there would be more than the capacity.
    public func upsert(_ entries: [VectorEntry]) throws(MemoryError) {
        try rules.check(entries, in: table.entries)
        for entry in entries {
            if let gap = table.put(entry.name, table.rows.row(of: entry.vector), tags: entry.tags).abandoned {
                table.fillGap(gap)
            }
        }
    }

    /// Forgets vectors; names that are not there are passed over.
    public func remove(_ names: [String]) {
        for name in names {
            if let gap = table.remove(name) { table.fillGap(gap) }
        }
    }

    /// The closest vectors that carry all of `tags`, closest first; among equally close ones the smaller name comes first.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a query that ``upsert(_:)`` would not take.
    public func search(_ query: [Float], limit: Int, tags: Set<String> = []) throws(MemoryError) -> [VectorMatch] {
        try rules.check(query, "the query")
        return table.search(
            table.rows.query(query), limit: limit, filter: table.entries.filter(tags), sieve: options.sieve)
    }
}
