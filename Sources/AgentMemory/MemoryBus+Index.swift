internal import AgentPrimitives

extension MemoryBus {
    /// Puts the vectors of what was written into the index, where the oldest make room for them.
    func makeSearchable(_ puts: [PendingPut], from first: UInt64) async throws(MemoryError) {
        var sequence = first
        var entries: [VectorEntry] = []
        var absent: [String] = []
        for put in puts {
            switch put.vectors {
            case .success(let vectors):
                entries += zip(put.records, vectors).map { VectorEntry($0, vector: $1) }
            case .failure:
                progress.missed(sequence)
                absent += put.records.map(\.id)
            }
            sequence += UInt64(put.records.count)
        }
        // A vector of an earlier text under the same name would find what is no longer there.
        if !absent.isEmpty {
            for name in absent { searchable.remove(name) }
            try await index.remove(absent)
        }
        try await makeSearchable(entries)
        progress.reached(sequence - 1)
        if let mark = progress.due {
            try await journal.setMark(mark.name, to: mark.value)
            progress.isSaved()
        }
    }

    func makeSearchable(_ entries: [VectorEntry]) async throws(MemoryError) {
        let newest = entries.suffix(limits.searchableRecords)
        guard !newest.isEmpty else { return }
        for entry in newest { searchable.insert((), named: entry.name) }
        var evicted: [String] = []
        while searchable.count > limits.searchableRecords, let oldest = searchable.removeOldest() {
            evicted.append(oldest.name)
        }
        if !evicted.isEmpty { try await index.remove(evicted) }
        // Of one name that comes twice the last counts, and an index need not take both.
        var last: [String: Int] = [:]
        for (place, entry) in newest.enumerated() { last[entry.name] = place }
        try await index.upsert(newest.enumerated().filter { last[$1.name] == $0 }.map(\.element))
    }

    /// Follows what a change took out of the journal or brought back.
    func take(_ changes: JournalChanges) async throws(MemoryError) {
        if !changes.erased.isEmpty {
            forget(changes.erased)
            try await index.remove(changes.erased)
        }
        guard !changes.restored.isEmpty else { return }
        let records = try await journal.entries(named: changes.restored).map(\.record)
        let vectors = try await vectors(of: records.map(\.text))
        try await makeSearchable(zip(records, vectors).map { VectorEntry($0, vector: $1) })
        // They take their old places, which only the journal knows.
        try await loadRecent()
    }

    /// Drops records from what is at hand and from the index's bookkeeping.
    func forget(_ names: [String]) {
        for name in names {
            recent.remove(name)
            searchable.remove(name)
        }
    }

    /// One vector for each text; none when nothing is searched by likeness.
    func vectors(of texts: [String]) async throws(MemoryError) -> [[Float]] {
        try await vectorsOrFailure(of: texts).get()
    }

    func vectorsOrFailure(of texts: [String]) async -> Result<[[Float]], MemoryError> {
        guard limits.searchableRecords > 0, !texts.isEmpty else { return .success([]) }
        let vectors: [[Float]]
        do {
            vectors = try await embedder.embed(texts)
        } catch {
            return .failure(
                MemoryError(
                    .embedding, "no vectors could be made of \(texts.count) texts: \(error)", underlying: error))
        }
        guard vectors.count == texts.count else {
            return .failure(
                MemoryError(
                    .embedding,
                    "the embedder made \(vectors.count) vectors of \(texts.count) texts, expected one for each"))
        }
        return .success(vectors)
    }
}

extension VectorEntry {
    init(_ record: MemoryRecord, vector: [Float]) {
        self.init(name: record.id, vector: vector, tags: record.tags)
    }
}
