extension VectorGraph {
    /// Takes stored links over if they make a graph; otherwise nothing.
    ///
    /// What links lead to must be in the graph and on their level, and they may not be too many: a damaged file must not
    /// lead a search astray. That they are the best ones cannot be told, and matters for speed and recall only.
    ///
    /// - Parameter exists: Tells which rows there are.
    mutating func restore(_ stored: [Int: [[UInt32]]], exists: (Int) -> Bool) -> Bool {
        let isSound = stored.allSatisfy { row, levels in
            exists(row) && (1...GraphLinks.highestLevel + 1).contains(levels.count)
                && levels.enumerated().allSatisfy { level, present in
                    present.count <= links.most(on: level) && Set(present).count == present.count
                        && present.allSatisfy { $0 != UInt32(row) && (stored[Int($0)]?.count ?? 0) > level }
                }
        }
        guard isSound else { return false }
        for (row, levels) in stored.sorted(by: { $0.key < $1.key }) {
            links.insert(row, level: levels.count - 1)
            for (level, present) in levels.enumerated() { links.set(present, of: row, on: level) }
            offerEntry(row, level: levels.count - 1)
        }
        count = stored.count
        return true
    }
}
