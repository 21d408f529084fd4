extension VectorTable {
    /// The closest of all rows that have a name which passes the filter.
    func search(
        _ query: VectorRow, limit: Int, filter: EntryTable.Filter, sieve: VectorSieve
    ) -> [VectorMatch] {
        let limit = min(limit, count)
        guard limit > 0 else { return [] }
        let places = filter.isOpen ? nil : entries.rows(filter)
        let candidates = rows.candidates(query, limit: limit, sieve: sieve, among: places) { !freed($0) }
        return ranked(candidates, query, limit: limit, filter: filter)
    }

    private func freed(_ row: UInt32) -> Bool { !entries.isNamed(Int(row)) }

    /// Compares rows exactly and names the best, closest first, equally close ones by name.
    func ranked(
        _ candidates: [UInt32], _ query: VectorRow, limit: Int, filter: EntryTable.Filter
    ) -> [VectorMatch] {
        let scored = candidates.map { ClosenessKey.key(rows.closeness(of: Int($0), to: query), row: $0) }.sorted(by: >)
        var matches: [VectorMatch] = []
        var start = 0
        while start < scored.count, matches.count < limit {
            let similarity = ClosenessKey.closeness(ofKey: scored[start])
            var names: [String] = []
            while start < scored.count, ClosenessKey.closeness(ofKey: scored[start]) == similarity {
                names += entries.names(of: Int(ClosenessKey.row(scored[start])), filter)
                start += 1
            }
            matches += names.sorted().prefix(limit - matches.count).map {
                VectorMatch(name: $0, similarity: similarity)
            }
        }
        return matches
    }
}
