extension VectorGraph {
    /// Takes the rows without a name out, and links those that led to them with what they led to.
    ///
    /// One pass over the graph, which its owner makes when a good part of the rows has lost its names: the cost for each
    /// removal is then that of an insertion at most, and searches find as much as in a graph built anew.
    ///
    /// - Returns: The rows that were taken out.
    mutating func repair(isNamed: (UInt32) -> Bool) -> [Int] {
        let abandoned = (0..<links.rows).filter { links.level(of: $0) != nil && !isNamed(UInt32($0)) }
        guard !abandoned.isEmpty else { return [] }
        let survivors = (0..<links.rows).filter { links.level(of: $0) != nil && isNamed(UInt32($0)) }
        // All are bridged before any is forgotten: links of abandoned rows lead across.
        for row in survivors {
            for level in 0...(links.level(of: row) ?? 0) { bridge(row, on: level, isNamed: isNamed) }
        }
        for row in abandoned {
            links.remove(row)
            changed?.insert(row)
        }
        count -= abandoned.count
        entry = nil
        for row in survivors { offerEntry(row, level: links.level(of: row) ?? 0) }
        for row in unreached(survivors) { connect(row, level: links.level(of: row) ?? 0, counts: isNamed) }
        return abandoned
    }

    /// Replaces links to abandoned rows by links to what those led to, as far as they are worth it.
    private mutating func bridge(_ row: Int, on level: Int, isNamed: (UInt32) -> Bool) {
        let present = links.links(of: row, on: level)
        guard !present.allSatisfy(isNamed) else { return }
        let abandoned = present.filter { !isNamed($0) }
        let beyond = abandoned.flatMap { links.links(of: Int($0), on: level) }
        var candidates = Set(present).union(beyond).filter(isNamed)
        // One step further where a whole neighbourhood was abandoned.
        if candidates.count < links.width / 2 {
            for row in beyond where !isNamed(row) {
                candidates.formUnion(links.links(of: Int(row), on: level).filter(isNamed))
            }
        }
        candidates.remove(UInt32(row))
        // The order of a set is none; keys bring one.
        let chosen = choose(keys(of: Array(candidates), near: row), most: links.most(on: level))
        setLinks(chosen, of: row, on: level)
    }

    /// The rows that no link of the lowest level leads to, or that lead nowhere.
    private func unreached(_ survivors: [Int]) -> [Int] {
        var isReached = [Bool](repeating: false, count: links.rows)
        for row in survivors {
            links.withLinks(of: row, on: 0) { links in
                for link in links { isReached[Int(link)] = true }
            }
        }
        return survivors.filter { !isReached[$0] || links.withLinks(of: $0, on: 0) { $0.isEmpty } }
    }
}
