/// A table of vectors and a graph of as many of its rows as were linked so far.
///
/// A search follows the graph and compares with every row that is not yet in it, so that its answer is whole at any time:
/// rows can be linked little by little, and a graph that is lost is no more than a slower search.
struct GraphedTable {
    private(set) var table: VectorTable
    private(set) var graph: VectorGraph
    private let options: HNSWOptions
    /// Named or not, the rows that are not in the graph, in the order in which they will be.
    private(set) var backlog: Backlog

    /// One row in so many may be without a name before the graph is repaired.
    private static let abandonedShare = 4

    init(dimension: Int, options: HNSWOptions, tracksChanges: Bool = false) {
        let rows = VectorRows(
            dimension: dimension, metric: options.metric, precision: options.precision, codes: .bytes)
        table = VectorTable(rows: rows)
        graph = VectorGraph(rows: rows, options: options, tracksChanges: tracksChanges)
        self.options = options
        backlog = Backlog()
    }

}

// MARK: - Changes

extension GraphedTable {
    /// Keeps a vector; its row joins the backlog if it is new.
    mutating func put(_ entry: VectorEntry) -> VectorTable.Change {
        let change = table.put(entry.name, table.rows.row(of: entry.vector), tags: entry.tags)
        if change.isNew { backlog.append(change.row) }
        if let abandoned = change.abandoned { abandon(abandoned) }
        return change
    }

    /// Forgets a name, and tells the row that it was the last one of.
    mutating func remove(_ name: String) -> Int? {
        let abandoned = table.remove(name)
        if let abandoned { abandon(abandoned) }
        return abandoned
    }

    private mutating func abandon(_ row: Int) {
        // One that no link leads to is free at once.
        if backlog.remove(row) { table.release(row) }
    }

    /// Puts up to `count` rows of the backlog into the graph.
    mutating func link(_ count: Int) {
        var left = count
        while left > 0, let row = backlog.popFirst() {
            let entries = table.entries
            graph.insert(row, digest: table.digest(of: row)) { entries.isNamed(Int($0)) }
            left -= 1
        }
    }

    /// Takes rows without a name out of the graph, if they are many or `always`; returns them.
    mutating func repairGraph(always: Bool = false) -> [Int] {
        let abandoned = graph.count - namedInGraph
        guard abandoned > 0, always || abandoned * Self.abandonedShare > graph.count else { return [] }
        let entries = table.entries
        let freed = graph.repair { entries.isNamed(Int($0)) }
        for row in freed { table.release(row) }
        return freed
    }

    private var namedInGraph: Int { table.namedRows - backlog.count }
}

// MARK: - Search

extension GraphedTable {
    /// The closest vectors that pass the filter, as far as they are found.
    func search(_ query: [Float], limit: Int, tags: Set<String>, breadth: Int? = nil) -> [VectorMatch] {
        let limit = min(limit, table.count)
        guard limit > 0 else { return [] }
        let filter = table.entries.filter(tags)
        let query = table.rows.query(query)
        let breadth = max(breadth ?? options.searchBreadth, limit)
        guard let found = linked(query, breadth: breadth, filter: filter) else {
            return table.search(query, limit: limit, filter: filter, sieve: .bounded)
        }
        let others = backlog.rows.filter { table.entries.passes(Int($0), filter) }
        let waiting = table.rows.candidates(query, limit: limit, sieve: .bounded, among: others) { _ in true }
        return table.ranked(found + waiting, query, limit: limit, filter: filter)
    }

    /// The rows that the graph leads to; `nil` where comparing with all that pass is as good.
    private func linked(_ query: VectorRow, breadth: Int, filter: EntryTable.Filter) -> [UInt32]? {
        let passing = min(filter.mostEntries, graph.count)
        guard passing > options.exhaustiveLimit, breadth < passing / 8, let bytes = query.bytes else { return nil }
        let entries = table.entries
        let isWhole = filter.isOpen && namedInGraph == graph.count
        let keys = bytes.codes.withUnsafeBufferPointer { codes -> [UInt64]? in
            guard let start = codes.baseAddress else { return nil }
            let point = VectorGraph.Point(codes: start, scale: bytes.scale, length: bytes.length)
            // Labels that never meet would have the whole graph searched for what is not there.
            return graph.search(point, breadth: breadth, patience: passing) {
                isWhole || entries.passes(Int($0), filter)
            }
        }
        return keys?.map(ClosenessKey.row)
    }
}

// MARK: - Restoring

extension GraphedTable {
    /// Puts a stored row back; rows come in order, with gaps.
    mutating func restore(_ vector: [Float], at row: Int) {
        table.restore(table.rows.restored(vector), at: row)
    }

    /// Puts a stored name back.
    mutating func restore(_ name: String, tags: Set<String>, row: Int) {
        table.restore(name, tags: tags, row: row)
    }

    /// Takes stored links over if they make a graph; otherwise all rows wait to be linked again.
    ///
    /// - Returns: Whether the links were taken over.
    mutating func restore(links: [Int: [[UInt32]]]) -> Bool {
        let isTaken = graph.restore(links) { $0 >= 0 && $0 < table.rows.count && !table.isFree($0) }
        for row in 0..<table.rows.count where graph.links.level(of: row) == nil && !table.isFree(row) {
            if table.entries.isNamed(row) { backlog.append(row) } else { table.release(row) }
        }
        return isTaken
    }

    /// The links of rows that changed since the last call; those of a row that left the graph are `nil`.
    mutating func takeChangedLinks() -> [(row: Int, levels: [[UInt32]]?)] {
        let changed = (graph.changed ?? []).sorted()
        graph.changed?.removeAll(keepingCapacity: true)
        return changed.map { row in
            (row, graph.links.level(of: row).map { top in (0...top).map { graph.links.links(of: row, on: $0) } })
        }
    }
}
