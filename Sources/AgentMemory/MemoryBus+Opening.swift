public import AgentPrimitives

extension MemoryBus {
    /// Opens a memory in one SQLite file, with an exact index of vectors made by `embedder`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - embedder: Makes vectors of texts; by default out of their letters.
    ///   - options: How the file is opened.
    ///   - limits: How much is taken and held in memory. With 0 searchable records no vectors are made at all.
    ///   - time: The clock that expiries are judged by.
    /// - Throws: ``MemoryError`` as ``EpisodicJournal/open(at:options:time:)``, and `embedding` when no vectors can be made.
    public static func open(
        at path: String, embedder: any Embedder = LocalEmbedder(), options: SQLiteOptions = SQLiteOptions(),
        limits: MemoryLimits = MemoryLimits(), time: any TimeSource = SystemTimeSource()
    ) async throws(MemoryError) -> MemoryBus {
        let journal = try await EpisodicJournal.open(at: path, options: options, time: time)
        let index = FlatIndex(dimension: embedder.dimension, capacity: max(limits.searchableRecords, 1))
        return try await open(journal: journal, embedder: embedder, index: index, limits: limits, time: time)
    }

    /// Opens a memory out of parts of your own.
    ///
    /// - Parameters:
    ///   - journal: Where records last.
    ///   - embedder: Makes vectors of texts.
    ///   - index: Where vectors are searched.
    ///   - indexName: The name of an index that outlives the process, of your choice and its own in this journal: how far it
    ///     has come is kept under it, and only newer records are embedded. Take a new name for an empty index and for another
    ///     embedder. `nil` for an index that starts empty; it is filled from the journal's newest records.
    ///   - limits: How much is taken and held in memory.
    ///   - time: The clock that expiries of records at hand are judged by.
    /// - Throws: ``MemoryError``: `invalid` when the embedder and the index differ in dimension, `embedding` when no vectors
    ///   can be made, or what the journal threw.
    public static func open(
        journal: any MemoryJournal, embedder: any Embedder, index: any VectorStore, indexName: String? = nil,
        limits: MemoryLimits = MemoryLimits(), time: any TimeSource = SystemTimeSource()
    ) async throws(MemoryError) -> MemoryBus {
        guard embedder.dimension == index.dimension else {
            throw MemoryError(
                .invalid,
                "the embedder makes vectors of \(embedder.dimension) components, the index takes \(index.dimension); use "
                    + "the same number")
        }
        let bus = MemoryBus(
            journal: journal, embedder: embedder, index: index, limits: limits, time: time, indexName: indexName)
        try await bus.load()
        return bus
    }

    /// Records whose vectors are made at once.
    private static let batch = 256

    /// Reads the journal's newest records, page by page, into memory and index.
    private func load() async throws(MemoryError) {
        let changes = try await journal.expire()
        if !changes.erased.isEmpty { try await index.remove(changes.erased) }
        if let name = progress.name { progress.start(at: try await journal.mark(name) ?? 0) }
        let wanted = limits.searchableRecords
        var names: [String] = []
        var query = MemoryQuery(order: .newestFirst, limit: 0)
        var last: UInt64 = 0
        while names.count < wanted {
            query.limit = min(Self.batch, wanted - names.count)
            let page = try await journal.entries(query)
            guard let end = page.last else { break }
            last = max(last, page.first?.sequence ?? 0)
            let absent = page.filter { $0.sequence > progress.indexed }.map(\.record)
            let vectors = try await vectors(of: absent.map(\.text))
            try await index.upsert(zip(absent, vectors).map { VectorEntry($0, vector: $1) })
            names += page.map(\.record.id)
            query.before = end.sequence
        }
        for name in names.reversed() { searchable.insert((), named: name) }
        progress.reached(last)
        try await loadRecent()
    }

    /// Puts the journal's newest records at hand.
    func loadRecent() async throws(MemoryError) {
        // One more, which tells whether there are more.
        let limit = limits.volatile.records + 1
        let newest = try await journal.entries(MemoryQuery(order: .newestFirst, limit: limit)).map(\.record)
        recent = VolatileMemory(limits: limits.volatile)
        isAllAtHand = newest.count < limit
        for record in newest.prefix(limits.volatile.records).reversed() { recent.insert(record) }
    }
}
