public import AgentPrimitives

extension MemoryBus {
    /// The records that fit a text best and that carry all of `tags`, best first, by words and by likeness.
    ///
    /// - Throws: ``MemoryError``: `embedding` when no vector could be made of the text, or what the journal threw.
    public func search(
        _ text: String, limit: Int, tags: Set<String> = []
    ) async throws(MemoryError) -> [MemoryMatch] {
        try await search(text, limit: limit, filter: MemoryFilter(tags: tags), mode: .hybrid)
    }

    /// The records that fit a text best, best first.
    ///
    /// Words are looked for in the whole journal (BM25), likeness among the newest ``MemoryLimits/searchableRecords``. The score
    /// says little by itself: in a hybrid search it is the sum of 1 / (60 + place) over both rankings, by words or likeness alone
    /// it is 1 / (60 + place).
    ///
    /// - Parameters:
    ///   - text: What is looked for; nothing in it is syntax. Without letters and digits nothing is found.
    ///   - limit: How many at most; never more than ``MemoryLimits/searchCandidates``.
    ///   - filter: Which records are looked at.
    ///   - mode: What the search goes by.
    /// - Throws: ``MemoryError``: `embedding` when no vector could be made of the text, or what the journal threw.
    public func search(
        _ text: String, limit: Int, filter: MemoryFilter, mode: MemorySearchMode
    ) async throws(MemoryError) -> [MemoryMatch] {
        let limit = min(limit, limits.searchCandidates)
        guard limit > 0 else { return [] }
        var rankings: [[String]] = []
        // More than is asked for: what both find at a middle place can be the best of all.
        let candidates = min(max(4 * limit, 100), limits.searchCandidates)
        if mode != .vector {
            rankings.append(try await journal.ranking(of: text, limit: candidates, filter: filter))
        }
        if mode != .text, let query = try await vectors(of: [text]).first {
            let matches = try await index.search(query, limit: candidates, tags: filter.tags)
            rankings.append(matches.filter { $0.similarity > 0 }.map(\.name))
        }
        return try await matches(RankFusion().fuse(rankings), limit: limit, filter: filter)
    }

    /// Looks the records up, until there are enough that the filter means.
    ///
    /// The index knows neither channels nor times, and may still know what is gone.
    private func matches(
        _ ranking: [(name: String, score: Double)], limit: Int, filter: MemoryFilter
    ) async throws(MemoryError) -> [MemoryMatch] {
        recent.expire(at: time.now())
        var found: [MemoryMatch] = []
        var rest = ranking[...]
        while found.count < limit, !rest.isEmpty {
            let page = rest.prefix(limit)
            rest = rest.dropFirst(limit)
            let absent = page.map(\.name).filter { recent.record($0) == nil }
            let fetched = absent.isEmpty ? [] : try await journal.entries(named: absent)
            let records = Dictionary(
                fetched.filter { $0.summary == nil }.map { ($0.record.id, $0.record) }, uniquingKeysWith: { $1 })
            for (name, score) in page {
                guard let record = recent.record(name) ?? records[name], filter.matches(record) else { continue }
                found.append(MemoryMatch(record: record, score: score))
            }
        }
        return Array(found.prefix(limit))
    }
}
