internal import AgentPrimitives

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension TenantScope {
    /// The entries with any of the words, best first (BM25, Robertson and Zaragoza 2009).
    ///
    /// Counts and lengths are those of this tenant's entries: what others keep changes neither the order nor a score.
    func rankByWords(_ words: WordCounts) throws -> [(id: Int64, score: Double)] {
        guard let ledger = try ledger(), ledger.items > 0 else { return [] }
        let saturation = 1.2
        let lengthWeight = 0.75
        let items = Double(ledger.items)
        let meanLength = max(Double(ledger.words) / items, 1)
        var scores: [Int64: Double] = [:]
        // In a fixed order, so that the sums have the same bits every time.
        for word in words.counts.keys.sorted().prefix(Self.queryWords) {
            var found: [(id: Int64, weight: Double)] = []
            try each("SELECT entry, count, words FROM postings WHERE tenant = ?1 AND term = ?2", .text(word)) { row in
                let count = Double(row.integer(at: 1))
                let length = 1 - lengthWeight + lengthWeight * Double(row.integer(at: 2)) / meanLength
                found.append((row.integer(at: 0), count * (saturation + 1) / (count + saturation * length)))
                return true
            }
            let rarity = log(1 + (items - Double(found.count) + 0.5) / (Double(found.count) + 0.5))
            for (id, weight) in found { scores[id, default: 0] += rarity * weight }
        }
        return Self.sorted(scores.map { (id: $0.key, score: $0.value) })
    }

    /// The entries whose texts are like the query, most alike first.
    func rankByVector(_ vector: CompactVector, limit: Int) throws -> [(id: Int64, score: Double)] {
        let query = vector.components
        var found: [(id: Int64, score: Double)] = []
        try each(
            "SELECT entry, vector FROM vectors WHERE tenant = ?1 ORDER BY entry DESC LIMIT ?2", .integer(limit)
        ) { row in
            let similarity = row.withBytes(at: 1) { CompactVector.similarity(query, $0) }
            if similarity > Self.leastSimilarity { found.append((row.integer(at: 0), Double(similarity))) }
            return true
        }
        return Self.sorted(found)
    }

    /// The live entries of a ranking that fit the query's filters, from the best on.
    func matches(
        _ ranking: [(id: Int64, score: Double)], _ query: TenantQuery, limits: TenantLimits, at now: Timestamp
    ) throws -> [TenantMatch] {
        var matches: [TenantMatch] = []
        var room = limits.resultBytes
        for (id, score) in ranking {
            guard matches.count < min(query.limit, limits.results) else { break }
            guard let summary = try entry(id, in: query.namespace, at: now), query.tags.isSubset(of: summary.tags)
            else { continue }
            var value: TenantValue?
            if summary.valueBytes <= room || matches.isEmpty {
                value = try entry(summary.namespace, summary.key, at: now)?.value
                room -= summary.valueBytes
            }
            matches.append(TenantMatch(summary: summary, value: value, score: score))
        }
        return matches
    }

    /// Words of a query beyond these are left out; a longer one is a document and finds everything anyway.
    private static let queryWords = 64
    /// Below it the hashed vectors of unrelated texts lie by chance.
    private static let leastSimilarity: Float = 0.12

    private static func sorted(_ ranking: [(id: Int64, score: Double)]) -> [(id: Int64, score: Double)] {
        ranking.sorted { $0.score == $1.score ? $0.id < $1.id : $0.score > $1.score }
    }
}
