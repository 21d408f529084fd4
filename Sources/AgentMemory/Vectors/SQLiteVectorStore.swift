/// A vector store in one SQLite file: durable, searched in memory, exact while it is small and by a graph when it is not.
///
/// All vectors are in memory as well, a good two kilobytes for 384 components. A change writes what changed, vectors and
/// links together, in one transaction: what a call acknowledged survives a crash of the process, and the graph always fits
/// the vectors. Damaged links are made anew little by little; a damaged vector is an error that names it.
///
/// Up to ``SQLiteVectorOptions/graphThreshold`` vectors a search compares with all of them and is exact. Above, each change
/// puts some of the waiting vectors into a graph, as in ``HNSWIndex``, and searches compare with those that still wait; so
/// no single change takes long, and no answer lacks the newest. ``finishGraph()`` does the rest at once.
///
/// Several processes may open the file; each reads it anew after another one has written. Calls run on a thread of the
/// store's own, one after the other; none blocks the cooperative pool.
///
/// ```swift
/// let store = try await SQLiteVectorStore.open(at: ".agent/vectors.sqlite", dimension: embedder.dimension)
/// try await store.upsert(entries)
/// let matches = try await store.search(query, limit: 5)
/// try await store.shutdown()
/// ```
public actor SQLiteVectorStore: VectorStore {
    /// The number of components of every vector.
    public nonisolated let dimension: Int
    /// The file's path, as given.
    public nonisolated let path: String
    /// How the store was opened.
    public nonisolated let options: SQLiteVectorOptions

    private nonisolated let executor: ThreadExecutor
    private let rules: VectorRules
    /// The open file; `nil` once shut down.
    private var file: SQLiteVectorTable?
    /// What the file holds, as of `version`; `nil` when it must be read again.
    private var table: GraphedTable?
    /// The state of the file that `table` shows.
    private var version: Int64 = 0
    /// Whether the file holds links that are not those in memory.
    private var mustForgetLinks = false

    /// Where the store's calls run: its own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(path: String, dimension: Int, options: SQLiteVectorOptions) throws(MemoryError) {
        guard VectorRules.dimensions.contains(dimension) else {
            throw MemoryError(
                .invalid,
                "a vector has 1 to \(VectorRules.dimensions.upperBound) components, found dimension \(dimension)")
        }
        self.path = path
        self.dimension = dimension
        self.options = options
        rules = VectorRules(dimension: dimension, metric: options.graph.metric, capacity: options.graph.capacity)
        do throws(ThreadExecutor.StartFailure) {
            executor = try ThreadExecutor()
        } catch {
            throw MemoryError(.storage, "cannot open \(path): \(error); end other work first", underlying: error)
        }
    }

    /// Opens a store, and for writing creates what is missing: the file with mode 0600, its folders with 0700.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a file of another dimension, metric, precision, number of links or seed,
    ///   `corrupt` for a damaged file or one that is no database, `readOnly` where writing is asked for and not permitted,
    ///   `storage` for a folder in the file's place, a newer release's file or another program's.
    public static func open(
        at path: String, dimension: Int, options: SQLiteVectorOptions = SQLiteVectorOptions()
    ) async throws(MemoryError) -> SQLiteVectorStore {
        let store = try SQLiteVectorStore(path: path, dimension: dimension, options: options)
        try await store.open()
        return store
    }

    /// The number of vectors.
    ///
    /// - Throws: ``MemoryError``: `closed` after ``shutdown()``, or what reading the file again threw.
    public func count() throws(MemoryError) -> Int {
        try perform { table in table.table.count }
    }

    /// The closest vectors that carry all of `tags`, closest first; among equally close ones the smaller name comes first.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a query that ``upsert(_:)`` would not take, `closed` after ``shutdown()``, or
    ///   what reading the file again threw.
    public func search(_ query: [Float], limit: Int, tags: Set<String> = []) throws(MemoryError) -> [VectorMatch] {
        try rules.check(query, "the query")
        return try perform { table in table.search(query, limit: limit, tags: tags) }
    }

    /// Moves everything into the file proper and closes it; later calls fail as `closed`, a second shutdown does nothing.
    public func shutdown() throws(MemoryError) {
        guard let file else { return }
        self.file = nil
        table = nil
        try translated { try file.connection.checkpoint() }
    }
}

// MARK: - Changes

extension SQLiteVectorStore {
    /// Keeps vectors, all or none; one whose name is taken is replaced.
    ///
    /// - Throws: ``MemoryError`` as ``FlatIndex/upsert(_:)``; `closed` after ``shutdown()``; `readOnly`, `full` or `storage` when
    ///   the file cannot be written: nothing was kept then.
    public func upsert(_ entries: [VectorEntry]) throws(MemoryError) {
        try change(checking: { table in try rules.check(entries, in: table.table.entries) }) { file, table in
            for entry in entries { try put(entry, file, &table) }
            try settle(file, &table, brought: entries.count)
        }
    }

    /// Forgets vectors; names that are not there are passed over.
    ///
    /// - Throws: ``MemoryError``: `closed` after ``shutdown()``; `readOnly` or `storage` when the file cannot be written: nothing
    ///   was forgotten then.
    public func remove(_ names: [String]) throws(MemoryError) {
        try change { file, table in
            for name in names {
                guard let spelling = table.table.entries.spelling(of: name) else { continue }
                if let abandoned = table.remove(name) { try forget(abandoned, file, table) }
                try file.delete(spelling)
            }
            try settle(file, &table, brought: 0)
        }
    }

    /// Puts all waiting vectors into the graph and takes removed ones out of it, however many there are.
    ///
    /// Takes about half a millisecond for each, in one transaction.
    ///
    /// - Throws: ``MemoryError`` as ``remove(_:)``.
    public func finishGraph() throws(MemoryError) {
        try change { file, table in try link(.max, file, &table, repairing: true) }
    }

    private func put(_ entry: VectorEntry, _ file: SQLiteVectorTable, _ table: inout GraphedTable) throws {
        let former = table.table.entries.spelling(of: entry.name)
        let change = table.put(entry)
        if let abandoned = change.abandoned { try forget(abandoned, file, table) }
        if change.isNew { try file.put(table.table.rows.components(at: change.row), at: change.row) }
        // Two spellings of a letter are one name to Swift and two to SQLite.
        let spelling = table.table.entries.spelling(of: entry.name) ?? entry.name
        if let former, !former.utf8.elementsEqual(spelling.utf8) { try file.delete(former) }
        try file.put(spelling, row: change.row, tags: entry.tags)
    }

    /// Deletes a row that is not in the graph; one that is stays as a stepping stone.
    private func forget(_ row: Int, _ file: SQLiteVectorTable, _ table: GraphedTable) throws {
        if table.table.isFree(row) { try file.deleteVector(at: row) }
    }

    private func settle(_ file: SQLiteVectorTable, _ table: inout GraphedTable, brought: Int) throws {
        let isDue = table.graph.count > 0 || table.table.namedRows >= options.graphThreshold
        let (quota, isTooLarge) = max(options.linkedPerChange, 0).addingReportingOverflow(brought)
        try link(isDue ? (isTooLarge ? .max : quota) : 0, file, &table, repairing: false)
    }

    private func link(
        _ count: Int, _ file: SQLiteVectorTable, _ table: inout GraphedTable, repairing: Bool
    ) throws {
        if mustForgetLinks { try file.forgetLinks() }
        table.link(count)
        for row in table.repairGraph(always: repairing) { try file.deleteVector(at: row) }
        for (row, levels) in table.takeChangedLinks() { try file.put(levels, linksOf: row) }
    }
}

// MARK: - The file

extension SQLiteVectorStore {
    private func open() throws(MemoryError) {
        try translated {
            let file = try SQLiteVectorTable(path: path, options: options.file)
            let wanted = [
                "dimension": "\(dimension)", "metric": options.graph.metric.rawValue,
                "precision": options.graph.precision.rawValue, "links": "\(options.graph.clampedLinks)",
                "seed": "\(options.graph.seed)",
            ]
            var found = try file.settings()
            if found.isEmpty, options.file.access == .readWrite {
                try file.transaction { try file.put(settings: wanted) }
                found = try file.settings()
            }
            for (name, value) in wanted.sorted(by: { $0.key < $1.key }) where found[name] != value {
                throw MemoryError(
                    .invalid,
                    "\(path) was made with \(name) \(found[name] ?? "unknown"), expected \(value); open it as it was made, "
                        + "or choose another path")
            }
            self.file = file
            _ = try table(of: file)
        }
    }

    /// What the file holds now, read in one state of it.
    private func table(of file: SQLiteVectorTable) throws -> GraphedTable {
        if let table, try version == file.dataVersion() { return table }
        try file.snapshot { _ = try current(file) }
        return try table ?? current(file)
    }

    /// What the file holds in the state that a transaction shows: as it is in memory, or read again when another connection
    /// has written.
    private func current(_ file: SQLiteVectorTable) throws -> GraphedTable {
        let now = try file.dataVersion()
        if let table, version == now { return table }
        table = nil
        let fresh = try read(file)
        table = fresh
        version = now
        return fresh
    }

    private func read(_ file: SQLiteVectorTable) throws -> GraphedTable {
        var table = GraphedTable(dimension: dimension, options: options.graph, tracksChanges: true)
        try file.forEachVector(dimension: dimension) { row, components in table.restore(components, at: row) }
        try file.forEachName { name, row, tags in
            guard row < table.table.rows.count, !table.table.isFree(row), !table.table.entries.contains(name) else {
                throw file.corrupt("the vector '\(name)' is missing or there twice")
            }
            table.restore(name, tags: tags, row: row)
        }
        // A graph that is damaged is no loss: its vectors wait to be linked again.
        let links = try file.links()
        let isSound = table.restore(links: links ?? [:])
        mustForgetLinks = links == nil || !isSound
        return table
    }

    private func perform<Value>(
        _ body: (GraphedTable) throws -> Value
    ) throws(MemoryError) -> Value {
        guard let file else { throw closed }
        return try translated { try body(try table(of: file)) }
    }

    /// Changes memory and file alike.
    ///
    /// What `checking` throws leaves both as they are; where the file refuses, memory is read from it again at the next call.
    private func change(
        checking check: (GraphedTable) throws -> Void = { _ in },
        _ body: (SQLiteVectorTable, inout GraphedTable) throws -> Void
    ) throws(MemoryError) {
        guard let file else { throw closed }
        try translated {
            guard options.file.access == .readWrite else {
                throw MemoryError(.readOnly, "\(path) was opened for reading; open it for writing")
            }
            var changed: GraphedTable?
            try file.transaction {
                // Nobody else writes from here on.
                var table = try current(file)
                try check(table)
                self.table = nil
                try body(file, &table)
                changed = table
            }
            table = changed
            mustForgetLinks = false
        }
    }

    private var closed: MemoryError {
        MemoryError(.closed, "the vector store \(path) was shut down; open it again")
    }

    /// Runs a call on the open file; what the database throws leaves as a ``MemoryError``.
    private func translated<Value>(_ body: () throws -> Value) throws(MemoryError) -> Value {
        do {
            return try body()
        } catch let error as MemoryError {
            throw error
        } catch let error as SQLiteError {
            throw MemoryError(error)
        } catch {
            throw MemoryError(.storage, "\(path): \(error)", underlying: error)
        }
    }
}
