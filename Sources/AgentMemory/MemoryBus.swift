public import AgentPrimitives

/// An agent's memory: a journal that lasts, the newest records at hand, and an index to search by likeness.
///
/// A record is written to the journal first, then put in front of it and into the index; what the journal has is found
/// again after a restart, since opening rebuilds the index from its newest records. Records are taken one at a time, in the
/// order of the calls. What another process writes to the same journal is found after the next opening.
///
/// ```swift
/// let memory = try await MemoryBus.open(at: ".agent/memory.sqlite")
/// try await memory.remember(record)
/// let matches = try await memory.search("how are tests run?", limit: 3)
/// try await memory.shutdown()
/// ```
public actor MemoryBus: MemoryStore {
    private let journal: any MemoryJournal
    private let embedder: any Embedder
    private let index: any VectorStore
    private let limits: MemoryLimits
    /// Keeps records in one order in all three places; the actor alone would let them overtake each other.
    private let gate = TurnGate()
    private var recent: VolatileMemory
    /// Whether opening put all that the journal had at hand.
    private var isAllAtHand = false
    /// The identifiers in the index, the newest last, so that the oldest can make room.
    private var searchable = RecencyWindow<Void>()

    private init(
        journal: any MemoryJournal, embedder: any Embedder, index: any VectorStore, limits: MemoryLimits
    ) {
        self.journal = journal
        self.embedder = embedder
        self.index = index
        self.limits = limits
        recent = VolatileMemory(limits: limits.volatile)
    }

    /// Opens a memory in one SQLite file, with an exact index of vectors made by `embedder`.
    ///
    /// - Throws: ``MemoryError`` as ``SQLiteMemoryJournal/open(at:options:)``, and `embedding` when no vectors can be made.
    public static func open(
        at path: String, embedder: any Embedder = LocalEmbedder(), options: SQLiteOptions = SQLiteOptions(),
        limits: MemoryLimits = MemoryLimits()
    ) async throws(MemoryError) -> MemoryBus {
        let journal = try await SQLiteMemoryJournal.open(at: path, options: options)
        // One more than is searchable: a new record is put in before the oldest is taken out.
        let index = FlatIndex(dimension: embedder.dimension, capacity: limits.searchableRecords + 1)
        return try await open(journal: journal, embedder: embedder, index: index, limits: limits)
    }

    /// Opens a memory out of parts of your own; `index` is filled from the journal's newest records.
    ///
    /// - Throws: ``MemoryError``: `invalid` when the embedder and the index differ in dimension, `embedding` when no vectors
    ///   can be made, or what the journal threw.
    public static func open(
        journal: any MemoryJournal, embedder: any Embedder, index: any VectorStore,
        limits: MemoryLimits = MemoryLimits()
    ) async throws(MemoryError) -> MemoryBus {
        guard embedder.dimension == index.dimension else {
            throw MemoryError(
                .invalid,
                "the embedder makes vectors of \(embedder.dimension) components, the index takes \(index.dimension); use "
                    + "the same number")
        }
        let bus = MemoryBus(journal: journal, embedder: embedder, index: index, limits: limits)
        try await bus.load()
        return bus
    }

    /// Keeps a record; one with the same identifier is replaced and counts as new.
    ///
    /// - Throws: ``MemoryError``: `invalid` for a record without identifier or over the limit, or what the journal threw;
    ///   nothing was kept then. `embedding` when no vector could be made: the record is kept and listed, and can be
    ///   searched for after the next opening or when it is remembered again.
    public func remember(_ record: MemoryRecord) async throws(MemoryError) {
        guard !record.id.isEmpty, record.bytes <= limits.recordBytes else {
            throw MemoryError(
                .invalid,
                "record '\(record.id)' has \(record.bytes) bytes, expected an identifier and at most \(limits.recordBytes) "
                    + "bytes; remember it in parts")
        }
        try await gate.withTurn { () async throws(MemoryError) in
            try await journal.write(record)
            recent.insert(record)
            try await makeSearchable(record)
        }
    }

    /// The newest records, newest first, of one channel or of all.
    public func recent(_ limit: Int, in channel: MemoryChannel? = nil) async throws(MemoryError) -> [MemoryRecord] {
        let atHand = recent.recent(limit, in: channel)
        if atHand.count >= limit || (isAllAtHand && recent.isComplete) { return atHand }
        return try await journal.recent(limit, in: channel, skipping: 0)
    }

    /// The records whose texts are most like `text` and that carry all of `tags`, best first.
    ///
    /// Only the newest ``MemoryLimits/searchableRecords`` are looked at, and records without any likeness are left out.
    /// The score is the cosine of the embedder's vectors, above 0 and up to 1.
    ///
    /// - Throws: ``MemoryError``: `embedding` when no vector could be made of the text, or what the journal threw.
    public func search(
        _ text: String, limit: Int, tags: Set<String> = []
    ) async throws(MemoryError) -> [MemoryMatch] {
        guard limit > 0 else { return [] }
        let query = try await vectors(of: [text])[0]
        let matches = try await index.search(query, limit: limit, tags: tags).filter { $0.similarity > 0 }
        let absent = matches.map(\.name).filter { recent.record($0) == nil }
        let fetched = absent.isEmpty ? [] : try await journal.records(absent)
        let records = Dictionary(fetched.map { ($0.id, $0) }) { $1 }
        return matches.compactMap { match in
            (recent.record(match.name) ?? records[match.name]).map {
                MemoryMatch(record: $0, score: Double(match.similarity))
            }
        }
    }

    /// Closes the journal; later calls that need it fail as `closed`, a second shutdown does nothing.
    public func shutdown() async throws(MemoryError) {
        try await journal.shutdown()
    }
}

// MARK: - Index

extension MemoryBus {
    /// Records whose vectors are made at once.
    private static let batch = 256

    /// Reads the journal's newest records, page by page, into memory and index.
    private func load() async throws(MemoryError) {
        let wanted = max(limits.searchableRecords, limits.volatile.records)
        var names: [String] = []
        var newest: [MemoryRecord] = []
        while names.count < wanted {
            let page = try await journal.recent(min(Self.batch, wanted - names.count), in: nil, skipping: names.count)
            guard !page.isEmpty else {
                isAllAtHand = newest.count == names.count
                break
            }
            try await index.upsert(entries(of: page.prefix(max(limits.searchableRecords - names.count, 0))))
            newest += page.prefix(max(limits.volatile.records - newest.count, 0))
            names += page.map(\.id)
        }
        for record in newest.reversed() { recent.insert(record) }
        for name in names.prefix(limits.searchableRecords).reversed() { searchable.insert((), named: name) }
    }

    /// Puts a record into the index, where the oldest makes room for it.
    private func makeSearchable(_ record: MemoryRecord) async throws(MemoryError) {
        try await index.upsert(entries(of: [record]))
        searchable.insert((), named: record.id)
        if searchable.count > limits.searchableRecords, let oldest = searchable.removeOldest() {
            try await index.remove([oldest.name])
        }
    }

    private func entries(of records: some Collection<MemoryRecord>) async throws(MemoryError) -> [VectorEntry] {
        let vectors = try await vectors(of: records.map(\.text))
        return zip(records, vectors).map { VectorEntry(name: $0.id, vector: $1, tags: $0.tags) }
    }

    private func vectors(of texts: [String]) async throws(MemoryError) -> [[Float]] {
        let vectors: [[Float]]
        do {
            vectors = try await embedder.embed(texts)
        } catch {
            throw MemoryError(
                .embedding, "no vectors could be made of \(texts.count) texts: \(error)", underlying: error)
        }
        guard vectors.count == texts.count else {
            throw MemoryError(
                .embedding, "the embedder made \(vectors.count) vectors of \(texts.count) texts, expected one for each")
        }
        return vectors
    }
}
