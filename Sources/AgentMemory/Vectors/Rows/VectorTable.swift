/// Vectors in rows, and the names that stand for them; checked values only.
///
/// A row without a name is the owner's to reuse: an index without a graph fills the gap at once, a graph keeps it as a
/// stepping stone until it is repaired.
struct VectorTable {
    let rows: VectorRows
    private(set) var entries = EntryTable()
    /// The digests of the rows, and the row that holds the components of a digest.
    private var digests: [UInt64] = []
    private var rowsByDigest: [UInt64: Int] = [:]
    /// Rows that may be used again, the last to be used first.
    private var freeRows: [Int] = []
    /// The same rows, to ask for one.
    private var freeSet: Set<Int> = []

    init(rows: VectorRows) {
        self.rows = rows
    }

    /// The number of names.
    var count: Int { entries.count }

    /// The number of rows that have a name.
    var namedRows: Int { entries.namedRows }

    /// Whether a row may be used for another vector.
    func isFree(_ row: Int) -> Bool { freeSet.contains(row) }

    /// What putting a vector changed.
    struct Change {
        /// The row that the name stands for now.
        var row: Int
        /// Whether the row holds components that were not there before.
        var isNew: Bool
        /// The row that lost its last name.
        var abandoned: Int?
    }

    /// Keeps a vector under a name, which may be taken.
    mutating func put(_ name: String, _ vector: VectorRow, tags: Set<String>) -> Change {
        let digest = VectorRows.digest(of: vector)
        let known = rowsByDigest[digest].flatMap { rows.holds(vector, at: $0) ? $0 : nil }
        if let known, entries.row(of: name) == known {
            entries.label(name, tags)
            return Change(row: known, isNew: false)
        }
        let abandoned = remove(name)
        let row = known ?? add(vector, digest: digest)
        entries.insert(name, tags: tags, row: row)
        return Change(row: row, isNew: known == nil, abandoned: abandoned)
    }

    /// Forgets a name, and tells the row that it was the last one of.
    mutating func remove(_ name: String) -> Int? {
        guard let row = entries.remove(name), !entries.isNamed(row) else { return nil }
        return row
    }

    private mutating func add(_ vector: VectorRow, digest: UInt64) -> Int {
        let row = freeRows.popLast() ?? rows.count
        freeSet.remove(row)
        rows.put(vector, at: row)
        if row == digests.count { digests.append(digest) } else { digests[row] = digest }
        // Of two vectors with one digest, which chance does not make, the second is not shared.
        if rowsByDigest[digest] == nil { rowsByDigest[digest] = row }
        return row
    }
}

// MARK: - Rows without a name

extension VectorTable {
    /// A number that depends on the components of a row alone.
    func digest(of row: Int) -> UInt64 { digests[row] }

    /// Lets a row be used for another vector.
    mutating func release(_ row: Int) {
        forgetDigest(of: row)
        freeRows.append(row)
        freeSet.insert(row)
    }

    /// Moves the last row into the place of one without a name, so that the rows stay without gaps.
    mutating func fillGap(_ row: Int) {
        forgetDigest(of: row)
        let last = rows.count - 1
        if row != last {
            entries.moveRow(from: last, to: row)
            digests[row] = digests[last]
            if rowsByDigest[digests[row]] == last { rowsByDigest[digests[row]] = row }
        }
        rows.moveLast(to: row)
        digests.removeLast()
    }

    private mutating func forgetDigest(of row: Int) {
        if rowsByDigest[digests[row]] == row { rowsByDigest[digests[row]] = nil }
    }
}

// MARK: - Restoring

extension VectorTable {
    /// Puts a stored row back into its place; rows come in order, with gaps.
    mutating func restore(_ vector: VectorRow, at row: Int) {
        while rows.count < row {
            freeRows.append(rows.count)
            freeSet.insert(rows.count)
            rows.put(vector, at: rows.count)
            digests.append(0)
        }
        addLast(vector)
    }

    /// Puts a stored name back.
    mutating func restore(_ name: String, tags: Set<String>, row: Int) {
        entries.insert(name, tags: tags, row: row)
    }

    private mutating func addLast(_ vector: VectorRow) {
        let row = rows.count
        let digest = VectorRows.digest(of: vector)
        rows.put(vector, at: row)
        digests.append(digest)
        if rowsByDigest[digest] == nil { rowsByDigest[digest] = row }
    }
}
