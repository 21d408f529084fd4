internal import CAgentSystem

/// A navigable graph of rows in levels (HNSW), by which close rows are found without looking at all.
///
/// It compares rows by their byte codes: a quarter of the memory to read, and sums of integers are exact, so that the same
/// rows in the same order make the same graph on every machine. Who asks compares the outcome exactly. Which rows have a
/// name is the owner's matter: others are stepping stones until ``repair(isNamed:)``.
struct VectorGraph {
    let rows: VectorRows
    let links: GraphLinks
    let breadth: Int
    let seed: UInt64
    let scratch = SearchScratch()
    /// The row on the highest level where every search begins, of several the lowest; `nil` for an empty graph.
    var entry: Int?
    /// The number of rows in the graph.
    var count = 0
    /// Rows whose links changed since the owner asked; `nil` where nobody will.
    var changed: Set<Int>?

    /// Makes an empty graph of rows that have byte codes.
    init(rows: VectorRows, options: HNSWOptions, tracksChanges: Bool = false) {
        self.rows = rows
        links = GraphLinks(links: options.clampedLinks)
        breadth = max(options.constructionBreadth, options.clampedLinks)
        seed = options.seed
        if tracksChanges { changed = [] }
    }

    /// The level of a row, from its components alone: each level has one row for `links` of the level below.
    func level(forDigest digest: UInt64) -> Int {
        var hash = digest ^ seed
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        hash ^= hash >> 31
        let base = UInt64(links.width / 2)
        var level = 0
        while level < GraphLinks.highestLevel, hash % base == 0 {
            hash /= base
            level += 1
        }
        return level
    }

    /// Makes a row the beginning of searches if it is higher than the present one.
    mutating func offerEntry(_ row: Int, level: Int) {
        guard let entry, let highest = links.level(of: entry) else { return entry = row }
        if level > highest || (level == highest && row < entry) { self.entry = row }
    }

    mutating func setLinks(_ rows: [UInt32], of row: Int, on level: Int) {
        links.set(rows, of: row, on: level)
        changed?.insert(row)
    }
}

// MARK: - Closeness

extension VectorGraph {
    /// A row or a query as the graph compares it.
    struct Point {
        let codes: UnsafePointer<Int8>
        let scale: Float
        let length: Float
    }

    func point(_ row: Int) -> Point {
        let facts = rows.facts.row(row)
        return Point(codes: rows.bytes.row(row), scale: facts[0], length: facts[1])
    }

    /// How close a row is to a point, out of the sum of products of their codes; larger is closer.
    func closeness(_ sum: Int32, _ point: Point, _ row: UInt32) -> Float {
        let facts = rows.facts.row(Int(row))
        let product = Float(sum) * (facts[0] * point.scale)
        guard rows.metric == .euclidean else { return product }
        return 2 * product - facts[1] * facts[1] - point.length * point.length
    }

    func closeness(_ row: UInt32, _ point: Point) -> Float {
        var sum: Int32 = 0
        agent_vector_dot_bytes(rows.bytes.row(Int(row)), rows.stride, 1, point.codes, &sum)
        return closeness(sum, point, row)
    }
}
